import type { Acteur } from '#acces/acteur.ts';
import type { Role } from '#acces/roles.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import type { Membre } from './cercle.ts';

/** Somebody signed in, in the territory of tests. */
export function unActeur(role: Role, ref: string, changements: Partial<Acteur> = {}): Acteur {
  return {
    genre: 'compte',
    id: `compte:${ref}`,
    nom: ref.replace('PractitionerRole/', ''),
    role,
    territoire: lireCodeTerritoire('t0001'),
    refs: [ref, 'Organization/cabinet'],
    ref,
    structure: { ref: 'Organization/cabinet', nom: 'Cabinet des Tilleuls' },
    requete: 'session:test',
    ...changements,
  };
}

export function unMembre(changements: Partial<Membre> = {}): Membre {
  return {
    rang: 1,
    ref: 'PractitionerRole/nadia',
    nom: 'Nadia Ferrand',
    genre: 'professionnel',
    fonction: 'infirmier',
    debut: new Date('2026-11-01T08:00:00+01:00'),
    fondement: 'porte2',
    ajoutePar: 'Sophie Marchand',
    ...changements,
  };
}
