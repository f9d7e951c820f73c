import { createHmac, randomBytes } from 'node:crypto';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';

/** Keyed fingerprint of a value of one territory: the same value gives the same fingerprint, and nobody goes back without the key. */
export type Aveugler = (territoire: CodeTerritoire, usage: string, valeur: string) => string;

const MAX = 500;

/** Of a process that was given no key: its fingerprints compare among themselves, and die with it. */
const cleDuProcessus = randomBytes(32);
export const aveuglerEnMemoire: Aveugler = (territoire, usage, valeur) =>
  createHmac('sha256', cleDuProcessus).update(`${territoire}\0${usage}\0${valeur}`).digest('hex');

/**
 * What was searched, for the trace: `name=1f2e3d4c&birthdate=…`, sorted. Names as they were sent, values as fingerprints: who looked for
 * a given name can be found again, what was looked for cannot be read. Undefined when there was nothing.
 */
export function parametresTraces(
  aveugler: Aveugler,
  territoire: CodeTerritoire,
  parametres: readonly (readonly [nom: string, valeur: string])[],
): string | undefined {
  if (parametres.length === 0) return undefined;
  return parametres
    .map(([nom, valeur]) => `${nom.slice(0, 60)}=${aveugler(territoire, 'trace.recherche', valeur).slice(0, 8)}`)
    .sort()
    .join('&')
    .slice(0, MAX);
}

/** The fields of an input, flat: what is empty was not searched. */
export function champsDe(entree: unknown): readonly (readonly [string, string])[] {
  if (typeof entree !== 'object' || entree === null) return [];
  return Object.entries(entree).flatMap(([nom, valeur]) =>
    valeur === undefined || valeur === null || valeur === '' || valeur === false
      ? []
      : [[nom, typeof valeur === 'string' ? valeur : JSON.stringify(valeur)] as const],
  );
}
