import type { Kysely } from 'kysely';
import type { Horodatage } from '#fhir/store/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';

interface TableRechercheIdentite {
  id: string;
  auteur: string;
  le: Horodatage;
  empreintes: string[];
  candidats: string[];
}

export interface TablesDossier extends TablesTerritoire {
  recherche_identite: TableRechercheIdentite;
}

/** The same transaction, with the tables of this room. */
export function sqlDuDossier(tx: Transaction): Kysely<TablesDossier> {
  return tx.sql;
}
