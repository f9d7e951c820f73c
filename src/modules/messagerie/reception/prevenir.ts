import { sql } from 'kysely';
import type { Transaction } from '#socle/transaction.ts';

/** Wakes the open screens of what this transaction changed, at commit. */
export async function prevenir(tx: Transaction): Promise<void> {
  const { vues } = tx.bilan;
  if (vues.length === 0) return;
  await sql`select pg_notify(${`cordee_${tx.acteur.territoire}`}, ${JSON.stringify({ vues })})`.execute(tx.sql);
}
