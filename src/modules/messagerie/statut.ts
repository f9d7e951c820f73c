import type { EtatCourriel } from './tables.ts';

/** What the sender may know of a message. Delivered, read and taken in charge are three different things (MSS-08). */
export const ETATS = ['attente', 'parti', 'remis', 'lu', 'repondu', 'non_remis', 'annule', 'inconnu'] as const;
export type EtatMessage = (typeof ETATS)[number];

export const LIBELLES_ETAT: Readonly<Record<EtatMessage, string>> = {
  attente: 'En attente de départ',
  parti: 'Parti, lecture inconnue',
  remis: 'Arrivé dans la boîte, lecture inconnue',
  lu: 'Lu, pas encore de réponse',
  repondu: 'Répondu',
  non_remis: 'Non remis',
  annule: 'Repris avant son départ',
  inconnu: 'État inconnu',
};

interface Jalons {
  readonly etat: EtatCourriel;
  readonly remis_le: Date | null;
  readonly lu_le: Date | null;
  readonly repondu_le: Date | null;
  readonly non_remis_le: Date | null;
  readonly parti_le: Date | null;
}

/**
 * State shown for a sent message, with its time: the strongest thing known. An answer proves more than a failure notice that came
 * for the same message; a receipt proves nothing more than itself.
 */
export function etatDuMessage(jalons: Jalons): { readonly etat: EtatMessage; readonly le: Date | null } {
  if (jalons.repondu_le !== null) return { etat: 'repondu', le: jalons.repondu_le };
  if (jalons.etat === 'non_remis') return { etat: 'non_remis', le: jalons.non_remis_le };
  if (jalons.etat === 'annule') return { etat: 'annule', le: null };
  if (jalons.lu_le !== null) return { etat: 'lu', le: jalons.lu_le };
  if (jalons.remis_le !== null) return { etat: 'remis', le: jalons.remis_le };
  if (jalons.etat === 'parti') return { etat: 'parti', le: jalons.parti_le };
  return { etat: jalons.etat === 'attente' ? 'attente' : 'inconnu', le: null };
}
