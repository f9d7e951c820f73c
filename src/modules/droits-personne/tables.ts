import type { Kysely } from 'kysely';
import type { Horodatage, Json } from '#fhir/store/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Etat, Genre, MotifApresDeces, PorteeDemandee, Preuve, Qualite } from './vocabulaire.ts';

export interface TableExercice {
  id: string;
  patient: string;
  genre: Genre;
  etat: Etat;
  recue_le: Horodatage;
  pas_avant: Horodatage | null;
  au_plus_tard: Horodatage;
  portee: PorteeDemandee;
  qualite: Qualite;
  demandeur: string;
  preuve: Preuve;
  motif: MotifApresDeces | null;
  objet: string | null;
  demande: string | null;
  note_par: string;
  note_par_nom: string;
  note_le: Horodatage;
  decidee_par: string | null;
  decidee_par_nom: string | null;
  decidee_le: Horodatage | null;
  decision: string | null;
  confirmee_par: string | null;
  confirmee_par_nom: string | null;
  confirmee_le: Horodatage | null;
  remise_le: Horodatage | null;
  remise_comment: string | null;
  destinataires: Json | null;
  /** `RelatedPerson` id of whoever asks in her place, by law. */
  representant: string | null;
}

/** What was decided of one element before it leaves. */
interface TableElement {
  exercice: string;
  objet: string;
  version: number;
  garder: boolean;
  motif: string;
  par: string;
  par_nom: string;
  le: Horodatage;
}

export interface TableGel {
  id: string;
  patient: string;
  motif: string;
  pose_par: string;
  pose_par_nom: string;
  pose_le: Horodatage;
  leve_par: string | null;
  leve_par_nom: string | null;
  leve_le: Horodatage | null;
  leve_motif: string | null;
}

interface TablesDroits extends TablesTerritoire {
  exercice_droit: TableExercice;
  exercice_element: TableElement;
  gel_conservation: TableGel;
}

/** The same transaction, with the tables of this room. */
export function tables(tx: Transaction): Kysely<TablesDroits> {
  return tx.sql;
}
