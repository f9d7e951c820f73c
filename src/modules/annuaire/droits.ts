import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, reserveA, toutCompte, type Decision } from '#acces/decision.ts';
import { EQUIPE_DAC } from '#acces/roles.ts';

/** The directory holds professionals, never patients: anybody with an account reads it. */
export const peutConsulter = toutCompte;
export const peutSignaler = toutCompte;

const equipe = reserveA([...EQUIPE_DAC, 'administrateur_cpts'], 'Corriger la fiche de quelqu’un d’autre');

/** The person itself, its structure, or the team that keeps the directory. */
export function peutCorriger(acteur: Acteur, ref: string, structure: string | undefined): Decision {
  if (estSaFiche(acteur, ref)) return permis('sa-fiche');
  if (acteur.genre === 'compte' && structure !== undefined && acteur.refs.includes(structure))
    return permis('sa-structure');
  return equipe(acteur);
}

export const estSaFiche = (acteur: Acteur, ref: string): boolean =>
  acteur.genre === 'compte' && acteur.refs.includes(ref);

export const parLienDeConfirmation = (acteur: Acteur): Decision =>
  acteur.lien?.usage === 'annuaire.confirmer'
    ? permis('lien:annuaire.confirmer')
    : interdit('Cette page s’ouvre avec le lien reçu par message sécurisé.');

/** Presence is said by the person itself. */
export const peutDireSaPresence = (acteur: Acteur): Decision =>
  acteur.genre === 'compte' && acteur.ref.startsWith('PractitionerRole/')
    ? permis('soi-meme')
    : interdit('Votre compte n’est pas relié à une fiche de l’annuaire : demandez-le à la coordination de la CPTS.');

export const peutAdministrer = reserveA(
  ['administrateur_cpts', 'responsable_dac', 'coordinateur_appui'],
  'Suivre les imports de l’annuaire',
);
