import type { ColumnType, Generated, Kysely } from 'kysely';
import type { Horodatage, Json } from '#fhir/store/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { EtatAbonnement, Geste } from './vocabulaire.ts';

import type { CauseArret } from './arrets.ts';

/** Numbers come back as text (int8) and are turned into numbers by the store of this room. */
type Grand = ColumnType<string, number | undefined, number>;

export interface TableAbonnement {
  id: string;
  etat: EtatAbonnement;
  proprietaire: string;
  proprietaire_nom: string;
  proprietaire_ref: string;
  acteur: Json;
  types: string[];
  definition: Json;
  entetes: Json;
  instantane: Generated<string>;
  cree_le: Horodatage;
  debut_le: Horodatage | null;
  fin_le: Horodatage | null;
  actif_le: Horodatage | null;
  dernier: Grand;
  livre: Grand;
  en_vol: ColumnType<string | null, number | null | undefined, number | null>;
  battement_le: Horodatage | null;
  arret: CauseArret | null;
  erreur: string | null;
  erreur_le: Horodatage | null;
}

export interface TableEvenement {
  rang: Generated<string>;
  abonnement: string;
  numero: ColumnType<string | null, number | null, number | null>;
  seq: ColumnType<string, string, string>;
  type: string;
  id: string;
  version: number;
  geste: Geste;
  motif: string | null;
  le: Horodatage;
}

export interface TableCurseur {
  une: Generated<boolean>;
  depuis: string;
  plancher: ColumnType<string, string | undefined, string>;
  jusqua: string | null;
  seq: string | null;
  seq_max: string | null;
}

export interface TablesAbonnement extends TablesTerritoire {
  abonnement: TableAbonnement;
  abonnement_evenement: TableEvenement;
  abonnement_curseur: TableCurseur;
}

/** The tables of this room, seen by a transaction of the territory. */
export const tables = (sql: Kysely<TablesTerritoire>): Kysely<TablesAbonnement> => sql;
