import type { ColumnType, Kysely } from 'kysely';
import type { Horodatage } from '#fhir/store/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';

type Facultatif<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type IssueInsi =
  | 'appliquee'
  | 'deja'
  | 'differente'
  | 'bloquee'
  | 'incomplete'
  | 'aucune'
  | 'plusieurs'
  | 'non_conforme'
  | 'changee'
  | 'refusee';

export interface DifferenceDIdentite {
  readonly libelle: string;
  readonly ici: string;
  readonly ailleurs: string;
  readonly accord: 'identique' | 'different' | 'absent' | 'incomplet';
}

export interface TableInterrogation {
  id: string;
  patient: string;
  genre: 'recherche' | 'verification' | 'controle';
  demandeur: string;
  demandeur_nom: string;
  demandee_le: Horodatage;
  etat: ColumnType<'attente' | 'faite' | 'abandonnee', 'attente' | undefined, 'attente' | 'faite' | 'abandonnee'>;
  issue: Facultatif<IssueInsi>;
  differences: ColumnType<DifferenceDIdentite[] | null, string | undefined, string | null>;
  faite_le: Facultatif<Date>;
}

interface TableDoublon {
  id: string;
  a: string;
  b: string;
  origine: 'ressemblance' | 'matricule' | 'signale';
  motifs: string[];
  conflits: string[];
  score: number;
  etat: ColumnType<'ouvert' | 'distinct' | 'fusionne', 'ouvert' | undefined, 'ouvert' | 'distinct' | 'fusionne'>;
  ouvert_le: Horodatage;
  decide_le: Facultatif<Date>;
  decide_par: Facultatif<string>;
  motif: Facultatif<string>;
}

export interface TableFusion {
  id: string;
  garde: string;
  absorbe: string;
  etat: 'proposee' | 'faite' | 'annulee' | 'refusee';
  collision: boolean;
  demandee_par: string;
  demandee_par_nom: string;
  demandee_le: Horodatage;
  motif: string;
  faite_par: Facultatif<string>;
  faite_le: Facultatif<Date>;
  annulable_jusqua: Facultatif<Date>;
  annulee_par: Facultatif<string>;
  annulee_le: Facultatif<Date>;
}

export type GenreDElement = 'ressource' | 'main' | 'piece' | 'fil' | 'cercle';

interface TableFusionElement {
  fusion: string;
  genre: GenreDElement;
  cle: string;
  version_avant: number | null;
  version_apres: number | null;
}

interface TableGel {
  id: string;
  patient: string;
  motif: string;
  gele_par: string;
  gele_par_nom: string;
  gele_le: Horodatage;
  leve_par: Facultatif<string>;
  leve_le: Facultatif<Date>;
}

export interface TablesIdentitovigilance extends TablesTerritoire {
  interrogation_insi: TableInterrogation;
  doublon: TableDoublon;
  curseur_doublon: {
    unique_ligne: ColumnType<boolean, boolean | undefined, never>;
    seq: ColumnType<string, string, string>;
  };
  fusion: TableFusion;
  fusion_element: TableFusionElement;
  gel_identite: TableGel;
  /** Threads of the room of messages, of which a merge moves the person. */
  fil_message: { id: string; patient: string | null };
}

export function tables(tx: Pick<Transaction, 'sql'>): Kysely<TablesIdentitovigilance> {
  return tx.sql;
}
