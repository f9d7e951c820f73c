import type { CategorieDuContact, Contact } from '#modules/annuaire/index.ts';
import type { Transaction } from '#socle/transaction.ts';

/** What this room asks of the directory; given as an argument, so that the room is tested with a directory of its own. */
export interface Carnet {
  trouverParAdresse(tx: Transaction, adresse: string): Promise<Contact | undefined>;
  contactDe(tx: Transaction, ref: string): Promise<Contact | undefined>;
  /** Category of R. 1110-2; undefined when the directory does not say. */
  categorieDuContact(tx: Transaction, ref: string): Promise<CategorieDuContact | undefined>;
  noterIncident(
    tx: Transaction,
    ref: string,
    incident: { readonly motif: 'adresse_refusee'; readonly detail?: string | undefined },
  ): Promise<void>;
}
