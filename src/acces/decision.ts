import { enMinuscule } from '#lib/texte/index.ts';
import type { Acteur } from './acteur.ts';
import { direSansQualite } from './qualites.ts';
import { ROLES, type Role } from './roles.ts';

/** Answer of a right: allowed on a ground, or refused with a sentence that says who may and what to do. */
export type Decision =
  | { readonly permis: true; readonly fondement: string }
  | { readonly permis: false; readonly texte: string };

export const permis = (fondement: string): Decision => ({ permis: true, fondement });
export const interdit = (texte: string): Decision => ({ permis: false, texte });

/** Right given to a list of roles: the commonest sentence of a `droits.ts`. */
export function reserveA(roles: readonly Role[], quoi: string): (acteur: Acteur) => Decision {
  const noms = roles.map((role) => enMinuscule(ROLES[role].libelle)).join(', ');
  return (acteur) =>
    acteur.sansQualite !== undefined
      ? interdit(direSansQualite(acteur.sansQualite))
      : roles.includes(acteur.role)
        ? permis(`role:${acteur.role}`)
        : interdit(
            `${quoi} est réservé à : ${noms}. Vous êtes connecté comme ${enMinuscule(ROLES[acteur.role].libelle)}.`,
          );
}

export const toutCompte = (acteur: Acteur): Decision =>
  acteur.genre === 'compte' ? permis(`role:${acteur.role}`) : interdit('Il faut être connecté pour faire cela.');

/** Who only reads figures, or only looks after the machine: they write nothing about the work of others (SP-01). */
const SANS_ECRITURE: readonly Role[] = ['lecteur_ars', 'administrateur_technique'];

/** Whoever takes part in the work of the territory, about a person or not. */
export const participe = (acteur: Acteur): Decision =>
  acteur.sansQualite !== undefined
    ? interdit(direSansQualite(acteur.sansQualite))
    : SANS_ECRITURE.includes(acteur.role)
      ? interdit(`Votre rôle (${enMinuscule(ROLES[acteur.role].libelle)}) ne permet pas d’écrire ici.`)
      : toutCompte(acteur);

export const systemeSeulement = (acteur: Acteur): Decision =>
  acteur.genre === 'systeme' ? permis(acteur.id) : interdit('Seule Cordée fait cela, par elle-même.');
