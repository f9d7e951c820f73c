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

/** A national identity known beside the resource. `matricule` is sealed, `aveugle` is what it is found by. */
export interface TableInsConnue {
  id: string;
  patient: string;
  matricule: string;
  aveugle: string;
  oid: string;
  origine: 'insi' | 'datamatrix';
  etat: 'proposee' | 'recuperee' | 'qualifiee' | 'retiree';
  depuis: Horodatage;
  jusqua: Horodatage | null;
}

export interface TablesDossier extends TablesTerritoire {
  recherche_identite: TableRechercheIdentite;
  ins_connue: TableInsConnue;
}

/** The same transaction, with the tables of this room. */
export function sqlDuDossier(tx: Transaction): Kysely<TablesDossier> {
  return tx.sql;
}
