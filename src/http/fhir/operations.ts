import type { Maison } from '../contexte.ts';
import { operationsDAbonnement } from '../fhir-operations/abonnement.ts';
import type { Operation } from '../fhir-operations/operation.ts';
import { operationsValidate } from './gestes/valider.ts';
import type { Valider } from './validation.ts';

/** Every operation served, gathered once. */
export function operations(maison: Maison, valider: Valider): readonly Operation[] {
  return [...operationsValidate(valider), ...operationsDAbonnement(maison.socle, maison.flux)];
}
