import { applyPatch, type Operation } from 'rfc6902';
import { z } from 'zod';
import { refusFhir } from '#fhir/refus.ts';
import type { Corps } from '../demande.ts';
import { LIMITES } from '../limites.ts';
import type { ObjetJson } from '../lots/lire-lot.ts';

const Chemin = z
  .string()
  .max(2_000)
  .regex(/^(\/|$)/);
const Operations = z
  .array(
    z.discriminatedUnion('op', [
      z.object({ op: z.enum(['add', 'replace', 'test']), path: Chemin, value: z.unknown() }),
      z.object({ op: z.literal('remove'), path: Chemin }),
      z.object({ op: z.enum(['move', 'copy']), from: Chemin, path: Chemin }),
    ]),
  )
  .max(1_000);

/** Reads a JSON Patch (RFC 6902). In a Bundle it comes as a Binary. */
export function lireCorrections(corps: Corps | undefined): readonly Operation[] {
  const valeur =
    corps?.genre === 'ressource'
      ? correctionsDuBinary(corps.valeur)
      : corps?.genre === 'patch'
        ? corps.valeur
        : undefined;
  const lues = Operations.safeParse(valeur);
  if (!lues.success)
    throw refusFhir(
      400,
      'invalid',
      'Une correction JSON Patch est attendue : une liste d’opérations add, remove, replace, move, copy ou test, envoyée en application/json-patch+json ; ou un FHIRPath Patch (Parameters).',
    );
  return lues.data;
}

function correctionsDuBinary(valeur: unknown): unknown {
  const binary = valeur as { resourceType?: unknown; contentType?: unknown; data?: unknown } | null;
  if (binary?.resourceType !== 'Binary' || typeof binary.data !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(binary.data, 'base64').toString('utf8')) as unknown;
  } catch (erreur) {
    if (erreur instanceof SyntaxError) return undefined;
    throw erreur;
  }
}

/**
 * Applies the operations, one by one, to a resource of its own (changed in place). One that cannot apply, or a `test` that fails:
 * 422, saying which one. Type and id may not move, and copies may not make it grow beyond what the store keeps.
 */
export function corriger(ressource: ObjetJson, operations: readonly Operation[]): ObjetJson {
  const { resourceType, id } = ressource;
  for (const [rang, operation] of operations.entries()) {
    if (operation.op !== 'test' && estReserve(operation.path))
      throw refusFhir(
        422,
        'business-rule',
        `L’opération ${rang + 1} changerait le type, l’identifiant ou toute la ressource : faites un PUT.`,
      );
    if (!appliquer(ressource, operation)) throw inapplicable(operation, rang);
    if (operation.op === 'copy' && JSON.stringify(ressource).length > LIMITES.ressource)
      throw refusFhir(413, 'too-long', `L’opération ${rang + 1} rend la ressource trop grande.`);
  }
  return { ...ressource, resourceType, id };
}

/** False when the operation does not apply: a path that leads nowhere, or into a text or a number. */
function appliquer(ressource: ObjetJson, operation: Operation): boolean {
  const chemins = 'from' in operation ? [operation.path, operation.from] : [operation.path];
  if (!chemins.every((chemin) => nommeParRang(ressource, chemin))) return false;
  try {
    const [issue] = applyPatch(ressource, [operation]);
    return issue === null || issue === undefined;
  } catch (erreur) {
    if (erreur instanceof TypeError) return false;
    throw erreur;
  }
}

/** An element of a list is named by its rank, or `-` after the last: `length` would cut the list, or make it endless. */
function nommeParRang(ressource: ObjetJson, chemin: string): boolean {
  let ici: unknown = ressource;
  for (const jeton of chemin.split('/').slice(1)) {
    if (Array.isArray(ici) && !/^(?:-|0|[1-9]\d*)$/.test(jeton)) return false;
    const cle = jeton.replaceAll('~1', '/').replaceAll('~0', '~');
    ici = typeof ici === 'object' && ici !== null ? Object.getOwnPropertyDescriptor(ici, cle)?.value : undefined;
  }
  return true;
}

const estReserve = (chemin: string): boolean =>
  /^(\/(resourceType|id))?$/.test(chemin) || chemin.split('/').includes('__proto__');

function inapplicable(operation: Operation, rang: number) {
  return refusFhir(
    422,
    'processing',
    operation.op === 'test'
      ? `Le test de l’opération ${rang + 1} (« ${operation.path} ») n’est pas vérifié : rien n’a été changé.`
      : `L’opération ${rang + 1} (« ${operation.op} ${operation.path} ») ne s’applique pas : ce chemin n’existe pas.`,
  );
}
