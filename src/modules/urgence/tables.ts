import type { Kysely } from 'kysely';
import type { Horodatage, TableAccesUrgence } from '#fhir/store/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';

/** The line the predicate of reads looks at, with what followed it. */
export interface TableAccesSuivi extends TableAccesUrgence {
  par_nom: string;
  informee_le: Horodatage | null;
  informee_par: string | null;
  informee_qui: string | null;
  informee_comment: string | null;
  controle_le: Horodatage | null;
  controle_par: string | null;
  controle_avis: string | null;
  controle_texte: string | null;
}

interface TablesUrgence extends TablesTerritoire {
  acces_urgence: TableAccesSuivi;
}

/** The same transaction, with the table of this room. */
export function sqlUrgence(tx: Transaction): Kysely<TablesUrgence> {
  return tx.sql;
}
