import { TYPES_DE_L_ANNUAIRE } from '../../types-tenus.ts';
import type { Assembleur } from './assembleur.ts';

/** A table of resources and its index: the territory's own, or the national directory. */
export interface Source {
  readonly nom: 'resource' | 'annuaire';
  readonly index: 'recherche' | 'annuaire_recherche';
  toks(alias: string): string;
  refs(alias: string): string;
  /** Columns that `visible` reads and that a page keeps: patient for the trace, and what the reach compares. */
  acces(alias: string): string;
  /** What may be read of it, written on every line that is found, followed, counted or included. `type`: the only one these lines have, if so. */
  visible(alias: string, a: Assembleur, type?: string): string;
}

const DU_TERRITOIRE: Source = {
  nom: 'resource',
  index: 'recherche',
  toks: (alias) => `${alias}.toks`,
  refs: (alias) => `${alias}.refs`,
  acces: (alias) => `${alias}.patient, ${alias}.famille, ${alias}.lecteurs, ${alias}.auteur, ${alias}.supprime`,
  visible: (alias, a, type) => `not ${alias}.supprime and ${a.portee(alias, type)}`,
};

/** Read by everybody. A territory that keeps its own copy of an entry shows the copy alone. */
const DE_L_ANNUAIRE: Source = {
  nom: 'annuaire',
  index: 'annuaire_recherche',
  toks: (alias) => `${alias}.fhir_toks`,
  refs: (alias) => `${alias}.fhir_refs`,
  acces: () =>
    'null::text as patient, null::text as famille, null::text[] as lecteurs, null::text as auteur, false as supprime',
  visible: (alias, a) => {
    const copie = a.alias();
    // « is true »: asked of each line. As a join, it would lose the order of a page, and lines with it.
    return `(not exists (select 1 from resource ${copie} where ${copie}.type = ${alias}.type and ${copie}.id = ${alias}.id)) is true`;
  },
};

const PARTAGES: ReadonlySet<string> = new Set(TYPES_DE_L_ANNUAIRE);

/** Where resources of these types are: one table, or two. */
export function sourcesDe(types: readonly string[]): readonly [Source, ...Source[]] {
  return types.some((type) => PARTAGES.has(type)) ? [DU_TERRITOIRE, DE_L_ANNUAIRE] : [DU_TERRITOIRE];
}
