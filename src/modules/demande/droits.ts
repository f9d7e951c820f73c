import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, reserveA, type Decision } from '#acces/decision.ts';
import { COORDINATION, EQUIPE_DAC, ROLES } from '#acces/roles.ts';
import type { Demande } from './demande.ts';

/** Who may do what on a request (metier.md annexe A). Read aloud by a privacy officer, asked again by the screen. */
export const peutDeposer = (acteur: Acteur): Decision => {
  if (acteur.genre === 'systeme') return permis(acteur.id);
  if (acteur.genre === 'lien')
    return acteur.lien?.usage === 'demande.deposer'
      ? permis('lien:demande.deposer')
      : interdit('Ce lien ne permet pas de déposer une demande.');
  return ROLES[acteur.role].lit.length > 0
    ? permis(`role:${acteur.role}`)
    : interdit('Déposer une demande est réservé aux professionnels qui accompagnent une personne.');
};

export const peutQualifier = reserveA(COORDINATION, 'Analyser et décider');
export const peutGererLesLiens = reserveA(EQUIPE_DAC, 'Donner un lien pour demander un appui');
export const peutAccueillir = reserveA(EQUIPE_DAC, 'Recevoir les demandes');

/** A requester may reopen its own request; the DAC may reopen any. */
export function peutRouvrir(acteur: Acteur, demande: Demande): Decision {
  if (demande.demandeur.ref !== undefined && acteur.refs.includes(demande.demandeur.ref)) return permis('demandeur');
  return peutQualifier(acteur);
}

export const peutSuivre = (acteur: Acteur): Decision =>
  acteur.lien?.usage === 'demande.suivi'
    ? permis('lien:demande.suivi')
    : interdit('Cette page s’ouvre avec le lien reçu par message sécurisé.');
