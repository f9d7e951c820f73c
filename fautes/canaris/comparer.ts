import type { Hasard } from '../hasard.ts';

/** The same question about something hidden and about something that is not: two addresses, and the words that may differ. */
export interface Comparaison {
  readonly quoi: string;
  readonly cachee: string;
  readonly avec: { readonly chemin: string; readonly nom: string };
  readonly sans: { readonly chemin: string; readonly nom: string };
}

const SUITES = [
  ['', 'lecture'],
  ['/_history', 'historique'],
  ['/_history/1', 'version'],
] as const;

export function comparaisonAuHasard(h: Hasard, cachees: readonly string[]): Comparaison | undefined {
  if (cachees.length === 0) return undefined;
  const cachee = h.parmi(cachees);
  const [type = '', id = ''] = cachee.split('/');
  const absente = id.replaceAll(/[a-z]/g, 'q');
  const [suite, quoi] = h.parmi(SUITES);
  const la = (nom: string) => ({ chemin: `/fhir/${type}/${nom}${suite}`, nom });
  return { quoi: `secret de ${quoi}`, cachee: `${cachee}${suite}`, avec: la(id), sans: la(absente) };
}

/** An answer without what always changes: the name that was asked, instants, identifiers of ours. */
export function neutre(reponse: string, id: string): string {
  const sans = id === '' ? reponse : reponse.replaceAll(id, '*');
  return sans.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z?|"id":"[^"]+"/g, '*');
}
