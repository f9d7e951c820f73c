import type { Concept, PartDeValueSet, SystemeDeCodes } from '../../definitions/index.ts';

type Filtre = NonNullable<PartDeValueSet['filter']>[number];

/** A code system ready to be asked. */
export interface Systeme {
  /** Undefined for a code an incomplete system does not list. */
  contient(code: string): boolean | undefined;
  codes(): readonly string[];
  /** Test of a filter by hierarchy (is-a, descendent-of, is-not-a); always undefined for the others. */
  filtrer(filtre: Filtre): (code: string) => boolean | undefined;
}

export function compilerSysteme({ content, concept = [] }: SystemeDeCodes): Systeme {
  const parents = new Map<string, readonly string[]>();
  noter(concept, undefined, parents);
  const complet = content === 'complete';
  return {
    contient: (code) => parents.has(code) || (complet ? false : undefined),
    codes: () => [...parents.keys()],
    filtrer({ property, op, value }) {
      if (!complet || property !== 'concept') return () => undefined;
      if (op === 'is-a') return (code) => descend(code, value, parents);
      if (op === 'descendent-of') return (code) => code !== value && descend(code, value, parents);
      if (op === 'is-not-a') return (code) => parents.has(code) && !descend(code, value, parents);
      return () => undefined;
    },
  };
}

function noter(
  concepts: readonly Concept[],
  parent: string | undefined,
  parents: Map<string, readonly string[]>,
): void {
  for (const { code, concept, property } of concepts) {
    const dits = (property ?? [])
      .filter(({ code: nom }) => nom === 'subsumedBy' || nom === 'parent')
      .flatMap(({ valueCode, valueString }) => valueCode ?? valueString ?? []);
    parents.set(code, parent === undefined ? dits : [parent, ...dits]);
    if (concept !== undefined) noter(concept, code, parents);
  }
}

function descend(code: string, ancetre: string, parents: ReadonlyMap<string, readonly string[]>): boolean {
  const vus = new Set<string>();
  const aVoir = parents.has(code) ? [code] : [];
  for (let courant = aVoir.pop(); courant !== undefined; courant = aVoir.pop()) {
    if (courant === ancetre) return true;
    if (vus.has(courant)) continue;
    vus.add(courant);
    aVoir.push(...(parents.get(courant) ?? []));
  }
  return false;
}
