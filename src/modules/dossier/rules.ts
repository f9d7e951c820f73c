import { litAuPlus, ROLES, type Role } from '#acces/roles.ts';
import type { ASavoir, Contestation } from './a-savoir.ts';
import { refus } from './refus.ts';
import { CLES_GENRES, GENRES_DU_FIL, type GenreDuFil, type TypeASavoir } from './vocabulaire.ts';

/** A carer without the medical family may still say what it saw of health; nobody writes a social line it could not read. */
export function peutEcrireASavoir(role: Role, type: TypeASavoir): boolean {
  return litAuPlus(role).includes(type) || (type === 'MED' && ROLES[role].clinique);
}

/** Disputes a line: its author will answer. One dispute at a time; one's own line is corrected, not disputed. */
export function contester(ligne: ASavoir, refs: readonly string[], contestation: Contestation): ASavoir {
  if (!ligne.active) throw refus.deja_retire();
  if (refs.includes(ligne.auteur.ref)) throw refus.auteur_corrige();
  if (ligne.conteste !== undefined) throw refus.deja_conteste();
  return { ...ligne, conteste: contestation };
}

export type Reponse =
  | { readonly decision: 'confirmer' }
  | { readonly decision: 'corriger'; readonly texte: string }
  | { readonly decision: 'retirer' };

/** Answer of the author, or of whoever was asked to check: the line is fresh again, or gone; the dispute ends. */
export function repondre(ligne: ASavoir, reponse: Reponse, par: string, le: Date): ASavoir {
  if (!ligne.active) throw refus.deja_retire();
  const revue = { ...ligne, verifie: { par, le }, conteste: undefined };
  if (reponse.decision === 'retirer') return { ...revue, active: false };
  return reponse.decision === 'corriger' ? { ...revue, texte: reponse.texte } : revue;
}

/** Kind of a fact, by its name; undefined for the kinds nobody filters on. */
export function genreDuFait(nom: string): GenreDuFil | 'autre' {
  return (
    CLES_GENRES.find((genre) => GENRES_DU_FIL[genre].prefixes.some((prefixe) => nom.startsWith(prefixe))) ?? 'autre'
  );
}

/** Days without any fact after which a person of one's circle is called silent [P]. */
export const SILENCE_JOURS = 21;
const JOUR_MS = 24 * 3_600_000;

export function estSilencieuse(dernier: Date | null, maintenant: Date): boolean {
  return dernier === null || maintenant.getTime() - dernier.getTime() > SILENCE_JOURS * JOUR_MS;
}

const GENRES_DE_MAIN: Readonly<Record<string, readonly [un: string, plusieurs: string]>> = {
  demande: ['demande d’appui', 'demandes d’appui'],
  orientation: ['orientation', 'orientations'],
  tache: ['tâche', 'tâches'],
  message: ['message attend une réponse', 'messages attendent une réponse'],
  appel: ['appel à rappeler', 'appels à rappeler'],
};

/** « 2 demandes d’appui », « 1 orientation »: open things counted by kind, in the order of the list. */
export function enCeMoment(mains: readonly { readonly genre: string }[]): { genre: string; phrase: string }[] {
  const comptes = new Map<string, number>();
  for (const { genre } of mains) comptes.set(genre, (comptes.get(genre) ?? 0) + 1);
  return [...comptes].map(([genre, nombre]) => {
    const [un, plusieurs] = GENRES_DE_MAIN[genre] ?? ['chose en cours', 'choses en cours'];
    return { genre, phrase: `${nombre} ${nombre === 1 ? un : plusieurs}` };
  });
}
