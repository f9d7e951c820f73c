import type { Transaction } from '#socle/transaction.ts';

/** A correspondent as the directory knows it. Same shape as `Contact` of the room `annuaire`. */
export interface Contact {
  readonly ref: string;
  readonly nom: string;
  readonly genre: 'personne' | 'structure';
  readonly profession?: string | undefined;
  readonly structure?: { readonly ref: string; readonly nom: string } | undefined;
  readonly telephone?: string | undefined;
  readonly mssante?: string | undefined;
  readonly commune?: string | undefined;
}

/** What this room asks of the directory; given at wiring, so that the room runs and is tested without it. */
export interface Carnet {
  trouverParAdresse(tx: Transaction, adresse: string): Promise<Contact | undefined>;
  contactDe(tx: Transaction, ref: string): Promise<Contact | undefined>;
  noterIncident?(tx: Transaction, ref: string, incident: { motif: 'adresse_refusee'; detail?: string }): Promise<void>;
}
