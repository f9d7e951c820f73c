import type { ColumnType, Kysely } from 'kysely';
import type { Horodatage } from '#fhir/store/tables.ts';
import type { Famille } from '#fhir/types.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';

/** Null until something fills it. */
type Facultatif<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface TableFil {
  id: string;
  boite: string;
  /** Structure that holds the mailbox. */
  structure: string;
  /** Queue that answers the mailbox; null when the territory did not declare it. */
  file: string | null;
  /** What the thread is about in another room; null while it is only a conversation. */
  objet: string | null;
  genre: string;
  patient: string | null;
  famille: Famille;
  correspondant: string;
  correspondant_nom: string;
  correspondant_ref: string | null;
  sujet: string;
  lecteurs: string[];
  ouvert_le: Horodatage;
  dernier_le: Horodatage;
  recu_le: Horodatage | null;
  lu_le: Horodatage | null;
  /** Who wrote or took last: an answer comes back to that person. */
  porteur: string | null;
  porteur_nom: string | null;
  /** The thread that absorbed this one once a late message joined them. */
  reuni_a: string | null;
}

export interface TableFilReference {
  boite: string;
  message_id: string;
  fil: string;
}

export type NatureCourriel =
  | 'message'
  | 'reponse-automatique'
  | 'non-remis'
  | 'retard-remise'
  | 'accuse-remise'
  | 'accuse-lecture'
  | 'illisible';

export type EtatCourriel = 'classe' | 'quarantaine' | 'ecarte' | 'attente' | 'parti' | 'non_remis' | 'annule';

export interface PieceDuCourriel {
  readonly id: string;
  readonly nom: string;
  readonly type: string;
  readonly taille: number;
}

export interface TableCourriel {
  id: string;
  sens: 'recu' | 'envoye';
  boite: string;
  message_id: string;
  /** Same content, same value: what tells a second delivery from another message that reuses the identifier. */
  empreinte: string;
  nature: NatureCourriel;
  etat: EtatCourriel;
  fil: Facultatif<string>;
  communication: Facultatif<string>;
  de: string;
  de_nom: string;
  de_ref: Facultatif<string>;
  a: string;
  a_nom: string;
  a_ref: Facultatif<string>;
  auteur: Facultatif<string>;
  auteur_nom: Facultatif<string>;
  /** Arrival for what was received, writing for what was sent. */
  recu_le: Horodatage;
  /** Whole text, quoted history included. */
  texte: Facultatif<string>;
  pieces: ColumnType<PieceDuCourriel[], string | undefined, string>;
  brut: ColumnType<Buffer | null, Uint8Array | undefined, never>;
  raison: Facultatif<string>;
  envoi: Facultatif<string>;
  parti_le: Facultatif<Date>;
  remis_le: Facultatif<Date>;
  lu_le: Facultatif<Date>;
  repondu_le: Facultatif<Date>;
  non_remis_le: Facultatif<Date>;
  motif: Facultatif<string>;
  autre_canal: Facultatif<string>;
  relaye_le: Facultatif<Date>;
  relaye_par: Facultatif<string>;
}

export interface TableCurseurBoite {
  boite: string;
  uidvalidity: string;
  uid: ColumnType<string, number, number>;
  le: Horodatage;
}

export interface TablesMessagerie extends TablesTerritoire {
  fil_message: TableFil;
  fil_reference: TableFilReference;
  courriel: TableCourriel;
  curseur_boite: TableCurseurBoite;
}

/** The tables of this room, in the transaction of the action: the one place where its schema is widened. */
export function tables(tx: Pick<Transaction, 'sql'>): Kysely<TablesMessagerie> {
  return tx.sql;
}
