import type { ColumnType, Generated } from 'kysely';

type Horodatage = ColumnType<Date, Date, Date>;
type Json = ColumnType<unknown, string, string>;

export interface TableResource {
  type: string;
  id: string;
  version: number;
  le: Horodatage;
  supprime: ColumnType<boolean, boolean | undefined, boolean>;
  contenu: Json;
  patient: string | null;
  famille: string;
  lecteurs: string[];
  toks: string[];
  refs: string[];
  cles: ColumnType<string[], string[] | undefined, string[]>;
  nom_tri: string;
  d: Horodatage | null;
  d_fin: Horodatage | null;
}

export interface TableResourceHistory {
  type: string;
  id: string;
  version: number;
  le: Horodatage;
  auteur: string;
  action: string;
  supprime: boolean;
  contenu: Json;
  seq: Generated<string>;
  xid: Generated<string>;
}

/** What has an order: normalised words, periods, numbers. `fin`: end of a period, or the text as it was written. */
export interface TableRecherche {
  type: string;
  param: string;
  cle: string;
  fin: string | null;
  id: string;
}

export interface TableCercleMembre {
  patient: string;
  membre: string;
  rang: number;
  fonction: string;
  debut: Horodatage;
  fin: Horodatage | null;
  ouvert: boolean;
  fondement: string;
}

export interface TablesFhir {
  resource: TableResource;
  resource_history: TableResourceHistory;
  recherche: TableRecherche;
  cercle_membre: TableCercleMembre;
}

export type { Generated, Horodatage, Json };
