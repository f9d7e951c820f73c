import type { Kysely } from 'kysely';
import type { Horodatage } from '#fhir/store/tables.ts';
import type { TableDelegation, TableInvitation, TableQualite } from '#acces/tables.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';

/** View of the shared schema: the accounts of this territory only. */
export interface VueMembre {
  id: string;
  compte: string;
  role: string;
  praticien: string | null;
  role_fhir: string | null;
  structure: string;
  structure_nom: string;
  telephone: string | null;
  debut: string;
  fin: string | null;
  prenom: string;
  nom: string;
  civilite: string | null;
  etat: 'actif' | 'suspendu';
  vu_le: Horodatage | null;
  carte: boolean;
  /** Yearly review of somebody without a card. */
  revue_le: Horodatage | null;
  revue_par: string | null;
  /** Pro Santé Connect no longer announces this activity. */
  psc_finie_le: Horodatage | null;
}

export type VueDelegation = TableDelegation;

interface TablesDeLaSalle extends TablesTerritoire {
  territoire: { code: string; nom: string };
  membre: VueMembre;
  affectation_du_territoire: {
    id: string;
    territoire: string;
    fin: string | null;
    revue_le: Horodatage | null;
    revue_par: string | null;
  };
  qualite_du_territoire: TableQualite;
  delegation_du_territoire: TableDelegation;
  invitation_du_territoire: TableInvitation;
}

/** The tables of this room, seen by the transaction. */
export const tables = (tx: Transaction): Kysely<TablesDeLaSalle> => tx.sql;
