import { sql } from 'kysely';
import type { Transaction } from './transaction.ts';

/** Wakes, at commit, the open screens of what this transaction changed. The payload names views, never data. */
export async function prevenirLesEcrans(tx: Transaction): Promise<void> {
  const { vues } = tx.bilan;
  if (vues.length === 0) return;
  await sql`select pg_notify(${`cordee_${tx.acteur.territoire}`}, ${JSON.stringify({ vues })})`.execute(tx.sql);
}
