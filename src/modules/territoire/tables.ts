import type { Kysely } from 'kysely';
import type { Horodatage } from '#fhir/store/tables.ts';
import type { TableInvitation } from '#acces/tables.ts';
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
}

interface TablesDeLaSalle extends TablesTerritoire {
  territoire: { code: string; nom: string };
  membre: VueMembre;
  affectation_du_territoire: { id: string; territoire: string; fin: string | null };
  invitation_du_territoire: TableInvitation;
}

/** The tables of this room, seen by the transaction. */
export const tables = (tx: Transaction): Kysely<TablesDeLaSalle> => tx.sql;
