import type { EtatPiece } from '#socle/tables.ts';

/** What a screen says of an attachment before it is opened. */
export const ETATS_MONTRES = ['saine', 'a_verifier', 'dangereuse', 'non_verifiable', 'sans_antivirus'] as const;
export type EtatMontre = (typeof ETATS_MONTRES)[number];

/** A house without an antivirus says so of each attachment, and lets it be opened: its own decision, told at its start. */
export function etatMontre(etat: EtatPiece, antivirus: boolean): EtatMontre {
  return etat === 'a_verifier' && !antivirus ? 'sans_antivirus' : etat;
}

export const seOuvre = (etat: EtatMontre): boolean => etat === 'saine' || etat === 'sans_antivirus';

const PHRASES: Readonly<Record<EtatMontre, string | null>> = {
  saine: null,
  sans_antivirus: 'Non vérifiée : aucun antivirus n’est raccordé ici.',
  a_verifier: 'Pas encore vérifiée par l’antivirus. Elle est gardée et s’ouvrira d’elle-même dès qu’il aura répondu.',
  non_verifiable:
    'L’antivirus n’a pas pu la vérifier : elle ne s’ouvre pas. Demandez à l’expéditeur de la renvoyer autrement.',
  dangereuse:
    'Dangereuse : un virus a été trouvé, elle ne s’ouvre pas. Prévenez l’expéditeur ; son message, lui, se lit sans risque.',
};

/** Why it does not open, or what to keep in mind; null when there is nothing to say. */
export const phraseDeLEtat = (etat: EtatMontre): string | null => PHRASES[etat];

/** An antivirus that is down is asked again: 15 s, 30 s… up to 15 min, for as long as it takes. [P] */
export const attenteMs = (essais: number): number => Math.min(15_000 * 2 ** Math.max(0, essais - 1), 900_000);
