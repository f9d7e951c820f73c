import type { Kysely } from 'kysely';
import type { Horodatage } from '#fhir/store/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';

export interface TableAnomalie {
  id: string;
  genre: string;
  acteur: string;
  acteur_nom: string;
  patient: string | null;
  jour: string;
  nombre: number;
  detail: string;
  trouvee_le: Horodatage;
  close_le: Horodatage | null;
  close_par: string | null;
  close_mot: string | null;
}

export interface TableFrein {
  acteur: string;
  nom: string;
  etat: 'a_confirmer' | 'bloque' | 'leve';
  motif: string;
  nombre: number;
  depuis: Horodatage;
  leve_le: Horodatage | null;
  leve_par: string | null;
  leve_mot: string | null;
}

export interface TablesTrace extends TablesTerritoire {
  anomalie: TableAnomalie;
  frein: TableFrein;
}

/** The tables of this room, on the transaction in hand. */
export const tables = (tx: Pick<Transaction, 'sql'>): Kysely<TablesTrace> => tx.sql;
