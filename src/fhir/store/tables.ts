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
  /** Account that wrote the first version, or the person it was written for: keeps the element through oppositions and masks. */
  auteur: ColumnType<string | null, string | null | undefined, string | null>;
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
  /** Some family is open. */
  ouvert: boolean;
  /** Families open to this member: door × information × consent. */
  familles: ColumnType<string[], string[] | undefined, string[]>;
  /** Among them, those the person's consent opens to this member by name. */
  explicites: ColumnType<string[], string[] | undefined, string[]>;
  fondement: string;
  /** Nothing is opposed or archived about the person; kept by the database (migration 000030). */
  sans_reserve: ColumnType<boolean, never, never>;
}

/** `vise`: `*`, a reference or `role:<role>`; `famille`: `*` or one family. Beats everything but the author. */
export interface TableOpposition {
  patient: string;
  vise: string;
  famille: string;
}

/** An element the person masked, to `*` or to one reference. */
export interface TableMasque {
  type: string;
  id: string;
  patient: string;
  vise: string;
}

/** Opens the role's families, SEN excepted, to `ref` until `fin`, or until it was closed. */
export interface TableAccesUrgence {
  id: string;
  patient: string;
  ref: string;
  compte: string;
  role: string;
  ouvert_le: Horodatage;
  fin: Horodatage;
  ferme_le: Horodatage | null;
  motif: string;
  texte: string;
}

/** A right of the national matrix that this territory withdraws from a role. */
export interface TableDroitRetire {
  role: string;
  famille: string;
  depuis: Horodatage;
  par_nom: string;
  motif: string;
}

/** A family of a person whose common use is over: closed to ordinary reading since `depuis`. */
export interface TableArchive {
  patient: string;
  famille: string;
  depuis: Horodatage;
}

export interface TablesFhir {
  resource: TableResource;
  resource_history: TableResourceHistory;
  recherche: TableRecherche;
  cercle_membre: TableCercleMembre;
  opposition_en_cours: TableOpposition;
  masque: TableMasque;
  acces_urgence: TableAccesUrgence;
  droit_retire: TableDroitRetire;
  archive_intermediaire: TableArchive;
}

export type { Generated, Horodatage, Json };
