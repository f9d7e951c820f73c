import { createHash } from 'node:crypto';
import type { Interroger } from '#lib/sql/requete.ts';

/** Key of a lock, from words that name what is locked: same words, same lock, in the whole base. */
export function cleDeVerrou(...mots: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(mots)).digest().readBigInt64BE().toString();
}

/**
 * Waits for these locks and keeps them until the transaction ends. Taken in one order, so that two transactions that need the
 * same ones never wait for each other.
 */
export async function verrouiller(interroger: Interroger, cles: readonly string[]): Promise<void> {
  if (cles.length === 0) return;
  const ordonnees = [...new Set(cles)].toSorted();
  await interroger({
    nom: 'verrouiller',
    texte: 'select pg_advisory_xact_lock(cle) from unnest($1::bigint[]) as cle',
    valeurs: [ordonnees],
  });
}
