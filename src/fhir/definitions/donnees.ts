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

/** Contents by key, each parsed when asked. */
export interface Coffre {
  readonly cles: ReadonlySet<string>;
  /** Parsed anew at each call: the caller keeps it or not. */
  lire(cle: string): unknown;
}

/** Opens a box of scripts/definitions-fhir.ts: an index line, then the contents one after the other. */
export function ouvrirCoffre(fichier: string): Coffre {
  const octets = gunzipSync(readFileSync(path.join(import.meta.dirname, 'donnees', fichier)));
  const finIndex = octets.indexOf(0x0a);
  const places = new Map<string, readonly [number, number]>();
  let debut = finIndex + 1;
  for (const [cle, longueur] of JSON.parse(octets.toString('utf8', 0, finIndex)) as [string, number][]) {
    places.set(cle, [debut, debut + longueur]);
    debut += longueur;
  }
  return {
    cles: new Set(places.keys()),
    lire(cle) {
      const place = places.get(cle);
      return place === undefined ? undefined : JSON.parse(octets.toString('utf8', place[0], place[1]));
    },
  };
}
