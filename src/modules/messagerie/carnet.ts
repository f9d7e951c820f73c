import type { Contact } from '#modules/annuaire/index.ts';
import type { Transaction } from '#socle/transaction.ts';

/** What this room asks of the directory; given as an argument, so that the room is tested with a directory of its own. */
export interface Carnet {
  trouverParAdresse(tx: Transaction, adresse: string): Promise<Contact | undefined>;
  contactDe(tx: Transaction, ref: string): Promise<Contact | undefined>;
  noterIncident(
    tx: Transaction,
    ref: string,
    incident: { readonly motif: 'adresse_refusee'; readonly detail?: string | undefined },
  ): Promise<void>;
}
