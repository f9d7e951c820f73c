import type { Acteur } from '#acces/acteur.ts';
import { reserveA, toutCompte, type Decision } from '#acces/decision.ts';
import type { Role } from '#acces/roles.ts';

/** Who looks after the members and the queues of a territory. */
const GESTION: readonly Role[] = ['administrateur_cpts', 'responsable_dac'];

const ACCUEILLIS: readonly Role[] = ['assistant_social', 'pair_aidant', 'secretariat_dac'];
/** Roles without a CPS card that each sponsor may give: never more than one’s own. */
const DONNE: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  coordinateur_appui: ACCUEILLIS,
  responsable_dac: [...ACCUEILLIS, 'coordinateur_appui', 'responsable_dac'],
  administrateur_cpts: [...ACCUEILLIS, 'coordinateur_appui', 'responsable_dac', 'administrateur_cpts', 'lecteur_ars'],
};

export const peutVoir = (acteur: Acteur): Decision => toutCompte(acteur);
/** Who may bring somebody in, and therefore answers for that person’s access. */
export const INVITENT: readonly Role[] = [...GESTION, 'coordinateur_appui'];
export const peutInviter = reserveA(INVITENT, 'Inviter quelqu’un');
export const peutGererLesMembres = reserveA(GESTION, 'Retirer un membre');
export const peutReglerLesFiles = reserveA([...GESTION, 'coordinateur_appui'], 'Régler qui répond d’une file');

/** Who types for somebody else. Source: metier.md §2, « Secrétariat DAC / MSP ». */
const DELEGATAIRES: readonly string[] = ['secretariat_dac'];
/** Nobody entrusts what they may not do themselves: reading roles and those who type for others have nothing to give. */
const SANS_RIEN_A_CONFIER: readonly string[] = [...DELEGATAIRES, 'lecteur_ars', 'logiciel', 'systeme', 'structure'];

export function peutConfier({ role }: { readonly role: string }): Decision {
  return SANS_RIEN_A_CONFIER.includes(role)
    ? { permis: false, texte: 'Confier ses gestes à quelqu’un est réservé aux professionnels qui en ont à confier.' }
    : { permis: true, fondement: 'role' };
}

export function peutAgirPour({ role }: { readonly role: string }): Decision {
  return DELEGATAIRES.includes(role)
    ? { permis: true, fondement: 'role' }
    : { permis: false, texte: 'Agir pour le compte de quelqu’un est réservé au secrétariat.' };
}

export const rolesDonnables = (role: Role): readonly Role[] => DONNE[role] ?? [];

/** Why it is closed, for the screen; undefined when it is open. */
export const pourquoiFerme = (decision: Decision): string | undefined => (decision.permis ? undefined : decision.texte);
