import type { Coffre } from '#lib/coffre/index.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';

const MAX = 500;

/**
 * What was searched, for the trace: `name=1f2e3d4c&birthdate=…`, sorted. Names as they were sent, values as fingerprints: who looked for
 * a given name can be found again, what was looked for cannot be read. Undefined when there was nothing.
 */
export function parametresTraces(
  coffre: Pick<Coffre, 'aveugle'>,
  territoire: CodeTerritoire,
  parametres: readonly (readonly [nom: string, valeur: string])[],
): string | undefined {
  if (parametres.length === 0) return undefined;
  return parametres
    .map(([nom, valeur]) => `${nom.slice(0, 60)}=${coffre.aveugle(territoire, 'trace.recherche', valeur).slice(0, 8)}`)
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
