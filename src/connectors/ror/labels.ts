import { nos } from '#connectors/annuaire-sante/index.ts';
import tables from './labels.json' with { type: 'json' };

export type TableNationale = keyof typeof tables;

/** Tables we carry, by the full name of their national code system. */
export const LIBELLES: Readonly<Record<TableNationale, Readonly<Record<string, string>>>> = tables;

/** French label of a code, or undefined when our copy of the table does not have it: print the code then. */
export function libelleDe(table: TableNationale, code: string): string | undefined {
  return LIBELLES[table][code];
}

const PAR_SYSTEME = new Map<string, TableNationale>(
  (Object.keys(tables) as TableNationale[]).map((table) => [nos(table), table]),
);

/** Label from the `system` of a coding. The same code means different things in two tables: the system decides. */
export function libelleDuSysteme(system: string | undefined, code: string | undefined): string | undefined {
  const table = PAR_SYSTEME.get(system ?? '');
  return table && code ? libelleDe(table, code) : undefined;
}

/** Specialties that are one discipline for someone who searches: the directory gave several codes to each. */
export const DISCIPLINES: Readonly<Record<string, readonly string[]>> = {
  'Médecine générale': ['SM26', 'SM53', 'SM54'],
  Cardiologie: ['SM04', 'SM73'],
  'Endocrinologie, diabétologie': ['SM16', 'SM62'],
  Gériatrie: ['SM18'],
  Radiologie: ['SM44', 'SM74'],
  Psychiatrie: ['SM42', 'SM43', 'SM92', 'SM93'],
  Oncologie: ['SM35', 'SM36', 'SM37'],
  'Gynécologie, obstétrique': ['SM19', 'SM20', 'SM51', 'SM52'],
  'Médecine interne': ['SM27', 'SM72'],
};
