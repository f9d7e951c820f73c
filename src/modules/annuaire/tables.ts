import type { ColumnType, Kysely } from 'kysely';
import type { Horodatage, Json, TableRecherche } from '#fhir/store/tables.ts';
import type { TableAnnuaire, TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Horaire } from './resume.ts';

/** Directory lines carry, besides the resource, the summary that screens and contacts read. */
export interface TableFiche extends TableAnnuaire {
  /** Shape of `Resume`. */
  resume: Json;
  /** Of everything derived: an unchanged line is not rewritten. */
  empreinte: string;
  /** Order between lines that answer alike: a place of practice with its own mailbox first. */
  rang: number;
  /** Keys of the FHIR door, with those of `annuaire_recherche`. */
  fhir_toks: ColumnType<string[], string[] | undefined, string[]>;
  fhir_refs: ColumnType<string[], string[] | undefined, string[]>;
  cles: ColumnType<string[], string[] | undefined, string[]>;
}

export interface TableCommune {
  code: string;
  nom: string;
  nom_norme: string;
  code_postal: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface TableImport {
  id: string;
  fichier: string;
  format: string;
  le: Horodatage;
  lues: number;
  retenues: number;
  rejets: Json;
  duree_ms: number;
  bilan: Json;
}

export interface TableSource {
  genre: string;
  perimetre: string;
  fichier: string;
  le: Horodatage;
  nombre: number;
  lignes: ColumnType<Buffer, Uint8Array, Uint8Array>;
}

export interface TablesCommunes {
  annuaire: TableFiche;
  annuaire_recherche: TableRecherche;
  annuaire_commune: TableCommune;
  annuaire_source: TableSource;
  import_annuaire: TableImport;
}

export type MotifIncident = 'adresse_refusee' | 'numero_faux' | 'plus_de_place' | 'refuse_ce_public' | 'refus';
export type ChampLocal = 'fiche' | 'telephone' | 'mssante' | 'places';
export type SourceLocale = 'lien' | 'compte' | 'verification';

export interface TableIncident {
  id: string;
  ref: string;
  motif: MotifIncident;
  detail: string | null;
  par: string;
  par_nom: string;
  le: Horodatage;
  leve_le: Horodatage | null;
}

export interface TableLocal {
  ref: string;
  champ: ChampLocal;
  valeur: string | null;
  source: SourceLocale;
  par: string;
  par_nom: string;
  confirme_le: Horodatage;
}

export interface TableNote {
  id: string;
  ref: string;
  texte: string;
  par: string;
  par_nom: string;
  le: Horodatage;
  retiree_le: Horodatage | null;
}

export interface TableVerification {
  id: string;
  ref: string;
  motif: MotifIncident;
  ouverte_le: Horodatage;
  close_le: Horodatage | null;
  issue: string | null;
}

export interface TablePresence {
  ref: string;
  absente_du: Horodatage | null;
  absente_jusqu: Horodatage | null;
  remplacant: string | null;
  remplacant_nom: string | null;
  remplacant_telephone: string | null;
  canal: 'telephone' | 'mssante' | null;
  consigne: string | null;
  horaires: ColumnType<Horaire[], string, string>;
  le: Horodatage;
}

export interface TablesAnnuaire extends TablesTerritoire {
  annuaire: TableFiche;
  annuaire_recherche: TableRecherche;
  annuaire_commune: TableCommune;
  import_annuaire: TableImport;
  annuaire_incident: TableIncident;
  annuaire_local: TableLocal;
  annuaire_note: TableNote;
  annuaire_verification: TableVerification;
  annuaire_presence: TablePresence;
}

/** The tables of this room, in the transaction of the action. The only cast of the room. */
export function tables(tx: Pick<Transaction, 'sql'>): Kysely<TablesAnnuaire> {
  return tx.sql as unknown as Kysely<TablesAnnuaire>;
}
