import type { Concept, SystemeDeCodes } from '#fhir/definitions/index.ts';

/** One code of a system, where it stands in the hierarchy, and whatever else its publisher says of it. */
export interface CodeDeSysteme {
  readonly code: string;
  readonly display: string | undefined;
  readonly parents: readonly string[];
  readonly proprietes: readonly { readonly code: string; readonly valeur: string }[];
}

/** A code system read once: codes in the publisher's order, each found by its code. */
export interface SystemeIndexe {
  readonly url: string;
  readonly version: string | undefined;
  /** Only a complete system says that a code it lacks does not exist. */
  readonly complet: boolean;
  readonly codes: ReadonlyMap<string, CodeDeSysteme>;
}

/** Properties by which published systems name the broader code, beside nesting. Source: CodeSystem R4, `concept-properties`. */
const PARENTS = new Set(['parent', 'subsumedBy']);

export function indexerSysteme(systeme: SystemeDeCodes): SystemeIndexe {
  const codes = new Map<string, CodeDeSysteme>();
  const visiter = (concepts: readonly Concept[], parent: string | undefined): void => {
    for (const concept of concepts) {
      const proprietes = (concept.property ?? []).flatMap(({ code, valueCode, valueString }) => {
        const valeur = valueCode ?? valueString;
        return valeur === undefined ? [] : [{ code, valeur }];
      });
      const declares = proprietes.filter(({ code }) => PARENTS.has(code)).map(({ valeur }) => valeur);
      codes.set(concept.code, {
        code: concept.code,
        display: concept.display,
        parents: parent === undefined ? declares : [parent, ...declares],
        proprietes: proprietes.filter(({ code }) => !PARENTS.has(code)),
      });
      visiter(concept.concept ?? [], concept.code);
    }
  };
  visiter(systeme.concept ?? [], undefined);
  return { url: systeme.url, version: systeme.version, complet: systeme.content === 'complete', codes };
}

/** The code a case-insensitive system writes otherwise counts as itself only when written the same: we never guess. */
export function descend(systeme: SystemeIndexe, code: string, ancetre: string): boolean {
  const vus = new Set<string>();
  const monter = (ici: string): boolean => {
    if (ici === ancetre) return true;
    if (vus.has(ici)) return false;
    vus.add(ici);
    return (systeme.codes.get(ici)?.parents ?? []).some(monter);
  };
  return code !== ancetre && monter(code);
}
