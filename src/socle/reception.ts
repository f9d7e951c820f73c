import type { Transaction } from './transaction.ts';

/** A secure mail already filed (raw bytes kept, deduplicated, threaded), offered to the rooms in our words. */
export interface MessageEntrant {
  /** `Communication/…` that keeps it. */
  readonly communication: string;
  readonly fil: string;
  readonly de: { readonly adresse: string; readonly nom: string; readonly ref?: string | undefined };
  readonly sujet: string;
  /** What the person wrote this time, quoted history removed. */
  readonly texte: string;
  readonly le: Date;
}

export interface BoiteDeReception {
  readonly adresse: string;
  readonly structure: string;
  readonly nom: string;
  readonly file: string;
}

/** A mail that opens a thread, in a mailbox answered by a queue. True when the room made something of it. */
export type RecevoirNouveau = (demande: {
  tx: Transaction;
  message: MessageEntrant;
  boite: BoiteDeReception;
}) => Promise<boolean>;

/** A mail that answers a thread opened about `objet`. True when the room made something of it. */
export type RecevoirReponse = (demande: {
  tx: Transaction;
  message: MessageEntrant;
  objet: string;
  boite: BoiteDeReception;
}) => Promise<boolean>;

/** A message about `objet` could not be delivered: the room shows it and proposes another channel. */
export type ApprendreNonRemis = (demande: {
  tx: Transaction;
  objet: string;
  destinataire: string;
  motif: string;
}) => Promise<void>;
