import type { Maison } from '../contexte.ts';
import type { Operation } from '../fhir-operations/operation.ts';
import { operationsValidate } from './gestes/valider.ts';
import type { Valider } from './validation.ts';

/** Every operation served, gathered once. */
export function operations(_maison: Maison, valider: Valider): readonly Operation[] {
  return [...operationsValidate(valider)];
}
