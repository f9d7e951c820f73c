import { z } from 'zod';

/** One resource a document cites: current, or at the version the reference names. `expression` says where it is first cited. */
export interface Citee {
  readonly type: string;
  readonly id: string;
  readonly version?: number;
  readonly expression: string;
}

const Reference = z.object({ reference: z.string().max(2_000) });
const LOCALE = /^([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([0-9]{1,9}))?$/;

/**
 * Resources a Composition cites, each once, in the order of the text. `base` is our own address: what it begins is here. References
 * to the inside (`#…`) and to other servers are not resources of ours and are left as they are.
 */
export function referencesDe(composition: unknown, base: string): readonly Citee[] {
  const citees = new Map<string, Citee>();
  visiter(composition, 'Composition', (brute, expression) => {
    const locale = brute.startsWith(`${base}/`) ? brute.slice(base.length + 1) : brute;
    const [, type, id, version] = LOCALE.exec(locale) ?? [];
    if (type === undefined || id === undefined) return;
    const cle = `${type}/${id}/${version ?? ''}`;
    if (citees.has(cle)) return;
    citees.set(cle, { type, id, expression, ...(version === undefined ? {} : { version: Number(version) }) });
  });
  return [...citees.values()];
}

function visiter(valeur: unknown, chemin: string, trouver: (reference: string, chemin: string) => void): void {
  if (Array.isArray(valeur)) {
    for (const [rang, element] of valeur.entries()) visiter(element, `${chemin}[${rang}]`, trouver);
    return;
  }
  if (typeof valeur !== 'object' || valeur === null) return;
  const reference = Reference.safeParse(valeur);
  if (reference.success) trouver(reference.data.reference, chemin);
  for (const [nom, enfant] of Object.entries(valeur))
    if (nom !== 'contained') visiter(enfant, `${chemin}.${nom}`, trouver);
}
