import type { Hasard } from '../hasard.ts';
import { cheminDePiece, TYPE_DE_PIECE } from './pieces.ts';

/** The same question about something hidden and about something that is not: two addresses, and the words that may differ. */
export interface Comparaison {
  readonly quoi: string;
  readonly cachee: string;
  readonly avec: { readonly chemin: string; readonly nom: string };
  readonly sans: { readonly chemin: string; readonly nom: string };
}

/** Read it, its past, or only ask whether there is one: a number tells as much as a name. */
const QUESTIONS: readonly (readonly [quoi: string, chemin: (type: string, id: string) => string])[] = [
  ['lecture', (type, id) => `/fhir/${type}/${id}`],
  ['historique', (type, id) => `/fhir/${type}/${id}/_history`],
  ['version', (type, id) => `/fhir/${type}/${id}/_history/1`],
  ['compte', (type, id) => `/fhir/${type}?_id=${id}&_summary=count`],
  ['total', (type, id) => `/fhir/${type}?_id=${id}&_total=accurate`],
];

export function comparaisonAuHasard(h: Hasard, cachees: readonly string[]): Comparaison | undefined {
  if (cachees.length === 0) return undefined;
  const cachee = h.parmi(cachees);
  const [type = '', id = ''] = cachee.split('/');
  const absente = id.replaceAll(/[a-z]/g, 'q');
  if (type === TYPE_DE_PIECE) {
    const la = (nom: string) => ({ chemin: cheminDePiece(nom), nom });
    return { quoi: 'secret de pièce', cachee, avec: la(id), sans: la(absente) };
  }
  const [quoi, chemin] = h.parmi(QUESTIONS);
  const la = (nom: string) => ({ chemin: chemin(type, nom), nom });
  return { quoi: `secret de ${quoi}`, cachee, avec: la(id), sans: la(absente) };
}

/** An answer without what always changes: the name that was asked, instants, identifiers of ours. */
export function neutre(reponse: string, id: string): string {
  const sans = id === '' ? reponse : reponse.replaceAll(id, '*');
  return sans.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z?|"id":"[^"]+"/g, '*');
}
