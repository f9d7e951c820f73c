import type { Transaction } from '#socle/transaction.ts';

interface Offre {
  readonly communication: string;
  readonly adresse: string;
}

const offres = new WeakMap<Transaction, Offre>();

/** A mail is being shown to the rooms in this transaction. */
export function offrir(tx: Transaction, offre: Offre): void {
  offres.set(tx, offre);
}

/** A room that writes to the sender of the mail it is being shown answers that mail, even when it does not say so. */
export function messageOffert(tx: Transaction, adresse: string): string | undefined {
  const offre = offres.get(tx);
  return offre !== undefined && offre.adresse.toLowerCase() === adresse.toLowerCase() ? offre.communication : undefined;
}
