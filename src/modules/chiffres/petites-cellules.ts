/**
 * Counts that tell nobody apart (RG-08): no cell under eleven persons is shown, nor can be found by subtracting what is shown.
 * Cells of one table are disjoint: each person is counted in one of them.
 */

/** French statistical practice (CASD, PMSI): eleven at least. A territory may ask for more, never less. */
export const SEUIL = 11;

export interface Cellule {
  readonly cle: string;
  readonly personnes: number;
}

export interface TableTue {
  /** Undefined: too few persons in all. */
  readonly total: number | undefined;
  /** Same cells, same order; undefined: not told. */
  readonly cellules: readonly { readonly cle: string; readonly personnes: number | undefined }[];
}

/**
 * Hides every small cell (zero too), and with them the smallest of the others. The hidden cells could be exchanged without changing anything shown: which of the hidden ones are small cannot be told, so neither the
 * total minus what is shown nor the rule itself gives any of them. The same counts always give the same table.
 */
export function taire(cellules: readonly Cellule[], seuil: number = SEUIL): TableTue {
  const plancher = Math.max(seuil, SEUIL);
  const total = somme(cellules);
  const cachees = total < plancher ? new Set(cellules.map(({ cle }) => cle)) : aCacher(cellules, plancher);
  return {
    total: total < plancher ? undefined : total,
    cellules: cellules.map(({ cle, personnes }) => ({ cle, personnes: cachees.has(cle) ? undefined : personnes })),
  };
}

/** Which hidden cell is the large one must not be told by its place: all those that hold the smallest large number are hidden together. */
function aCacher(cellules: readonly Cellule[], plancher: number): ReadonlySet<string> {
  const compagne = Math.min(...cellules.map(({ personnes }) => personnes).filter((n) => n >= plancher));
  const unePetite = cellules.some(({ personnes }) => personnes < plancher);
  const cachees = cellules.filter(({ personnes }) => unePetite && (personnes < plancher || personnes === compagne));
  return new Set(cachees.map(({ cle }) => cle));
}

/**
 * How many persons some cells hold together, told from what the table shows and from nothing else: undefined as soon as one of them is hidden,
 * unless all the hidden ones are asked for at once.
 */
export function sommeDe({ total, cellules }: TableTue, choisies: ReadonlySet<string>): number | undefined {
  const cachees = cellules.filter(({ personnes }) => personnes === undefined);
  const demandees = cachees.filter(({ cle }) => choisies.has(cle));
  const dehors = cellules.filter(({ cle }) => !choisies.has(cle));
  if (demandees.length === 0) return somme(cellules.filter(({ cle }) => choisies.has(cle)));
  if (demandees.length < cachees.length || total === undefined) return undefined;
  return total - somme(dehors);
}

const somme = (cellules: readonly { readonly personnes: number | undefined }[]): number =>
  cellules.reduce((n, { personnes = 0 }) => n + personnes, 0);
