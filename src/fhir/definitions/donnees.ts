import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Text of one committed data file (gzip), read at the call: callers keep what they need of it. */
export function texteDe(fichier: string): string {
  return gunzipSync(readFileSync(path.join(import.meta.dirname, 'donnees', fichier))).toString('utf8');
}

/** Calls `construire` at the first use only. */
export function uneFois<T>(construire: () => T): () => T {
  let garde: { readonly valeur: T } | undefined;
  return () => (garde ??= { valeur: construire() }).valeur;
}
