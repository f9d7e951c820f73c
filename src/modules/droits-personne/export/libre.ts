import type { Resource } from '@medplum/fhirtypes';

/** Fields a hand writes freely, whatever the type. */
const CHAMPS = new Set([
  'comment',
  'conclusion',
  'contentString',
  'description',
  'detail',
  'div',
  'instruction',
  'patientInstruction',
  'summary',
  'title',
  'valueString',
  'valueMarkdown',
]);
/** Words on paper that nobody can sort from here: somebody opens them. */
const A_OUVRIR = new Set(['attachment', 'contentAttachment']);
/** Extensions of Cordée where a sentence was typed; the others say codes, dates, names of professionals. */
const EXTENSIONS = new Set([
  'urn:cordee:aupres-de',
  'urn:cordee:motif',
  'urn:cordee:personne-consultee',
  'urn:cordee:preuve',
  'urn:cordee:demande:accord-motif',
  'urn:cordee:orientation:fin-motif',
  'urn:cordee:orientation:repondu-commentaire',
]);

/**
 * Does an element hold words typed by somebody, who may have named or quoted anyone? A label chosen in a list is not: the text of a
 * concept beside its code, a narrative made by a machine. Pure.
 */
export function libre(r: Resource): boolean {
  const { text, ...reste } = r as Resource & { readonly text?: { readonly status?: string; readonly div?: string } };
  return (text !== undefined && text.status !== 'generated') || dans(reste);
}

function dans(valeur: unknown): boolean {
  if (Array.isArray(valeur)) return valeur.some(dans);
  if (typeof valeur !== 'object' || valeur === null) return false;
  return Object.entries(valeur).some(([cle, v]) => {
    if (cle === 'extension') return extensions(v);
    if (typeof v === 'string') return CHAMPS.has(cle) || (cle === 'text' && sansCode(valeur));
    return A_OUVRIR.has(cle) || dans(v);
  });
}

const sansCode = (concept: object): boolean => {
  const codes: unknown = Reflect.get(concept, 'coding');
  return !Array.isArray(codes) || codes.length === 0;
};

function extensions(valeur: unknown): boolean {
  if (!Array.isArray(valeur)) return false;
  return valeur.some((e: unknown) => {
    if (typeof e !== 'object' || e === null) return false;
    const url: unknown = Reflect.get(e, 'url');
    return (typeof url === 'string' && EXTENSIONS.has(url)) || extensions(Reflect.get(e, 'extension'));
  });
}
