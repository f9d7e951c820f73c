import { z } from 'zod';
import { refusFhir } from '#fhir/refus.ts';

/** One part of a value: `value[x]`, or parts of its own for a group that has no datatype. */
export interface Part {
  readonly name: string;
  readonly part?: readonly Part[] | undefined;
  readonly [valeur: string]: unknown;
}

/** One operation of a FHIRPath Patch. Source: FHIR R4, fhirpatch. */
export interface OperationFhir {
  readonly type: 'add' | 'insert' | 'delete' | 'replace' | 'move';
  readonly path: string;
  readonly nom: string | undefined;
  readonly valeur: Part | undefined;
  readonly index: number | undefined;
  readonly source: number | undefined;
  readonly destination: number | undefined;
}

const OPERATIONS_MAX = 1_000;
const CHEMIN_MAX = 1_000;
const TYPES = ['add', 'insert', 'delete', 'replace', 'move'] as const;

const Un: z.ZodType<Part> = z.lazy(() => z.looseObject({ name: z.string(), part: z.array(Un).optional() }));
const Parametres = z.object({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.object({ name: z.literal('operation'), part: z.array(Un) })).max(OPERATIONS_MAX),
});

/** Reads the operations, in order. Throws `RefusFhir` 400 with the rank of the first that cannot be read. */
export function lireOperations(valeur: unknown): readonly OperationFhir[] {
  const lues = Parametres.safeParse(valeur);
  if (!lues.success)
    throw refusFhir(
      400,
      'invalid',
      `Une correction FHIRPath Patch est un Parameters dont chaque « operation » a ses part (${OPERATIONS_MAX} au plus).`,
    );
  return lues.data.parameter.map(({ part }, rang) => lireUne(part, rang));
}

function lireUne(parts: readonly Part[], rang: number): OperationFhir {
  const trouver = (nom: string): Part | undefined => parts.find((p) => p.name === nom);
  const texte = (nom: string): string | undefined => {
    const part = trouver(nom);
    const valeur = part?.['valueCode'] ?? part?.['valueString'];
    return typeof valeur === 'string' ? valeur : undefined;
  };
  const entier = (nom: string): number | undefined => {
    const part = trouver(nom);
    const valeur = part?.['valueInteger'];
    if (part === undefined) return undefined;
    if (typeof valeur === 'number' && Number.isInteger(valeur) && valeur >= 0) return valeur;
    throw illisible(rang, `« ${nom} » attend un nombre entier positif (valueInteger)`);
  };
  const type = TYPES.find((t) => t === texte('type'));
  const path = texte('path');
  if (type === undefined) throw illisible(rang, `« type » vaut ${TYPES.join(', ')} (valueCode)`);
  if (path === undefined || path.length > CHEMIN_MAX)
    throw illisible(rang, `« path » attend un chemin (valueString) de ${CHEMIN_MAX} caractères au plus`);
  const operation = {
    type,
    path,
    nom: texte('name'),
    valeur: trouver('value'),
    index: entier('index'),
    source: entier('source'),
    destination: entier('destination'),
  };
  const manque = REQUIS[type].find((nom) => operation[nom] === undefined);
  if (manque !== undefined)
    throw illisible(
      rang,
      `« ${type} » attend aussi « ${manque === 'nom' ? 'name' : manque === 'valeur' ? 'value' : manque} »`,
    );
  return operation;
}

const REQUIS: Readonly<
  Record<OperationFhir['type'], readonly ('nom' | 'valeur' | 'index' | 'source' | 'destination')[]>
> = {
  add: ['nom', 'valeur'],
  insert: ['index', 'valeur'],
  delete: [],
  replace: ['valeur'],
  move: ['source', 'destination'],
};

const illisible = (rang: number, pourquoi: string) =>
  refusFhir(400, 'invalid', `Opération ${rang + 1} : ${pourquoi}.`, `Parameters.parameter[${rang}]`);
