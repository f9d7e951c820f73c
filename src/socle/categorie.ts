import type { CodeableConcept, Resource } from '@medplum/fhirtypes';
import type { Portee } from '#fhir/store/portee.ts';
import type { Lue } from '#fhir/types.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Transaction } from './transaction.ts';

/** Says which room holds a `Task` or a `ServiceRequest`: `demande-appui`, `orientation`, `tache`… */
export const SYSTEME_CATEGORIE = 'urn:cordee:categorie';

/** The room's category a resource carries, in `code` (Task) or `category` (ServiceRequest); undefined: nobody's. */
export function categorieDe(ressource: Resource | undefined): string | undefined {
  if (ressource === undefined) return undefined;
  const concepts: readonly (CodeableConcept | undefined)[] =
    ressource.resourceType === 'Task'
      ? [ressource.code]
      : ressource.resourceType === 'ServiceRequest'
        ? (ressource.category ?? [])
        : [];
  return concepts.flatMap((c) => c?.coding ?? []).find((c) => c.system === SYSTEME_CATEGORIE)?.code;
}

/**
 * Reads the Task of one room. `Task/x` and `x` are both accepted. A Task of another room is not its thing: it is done there, by its own rules;
 * here it looks like a missing one.
 */
export async function lireTacheDe(
  tx: Transaction,
  categorie: string,
  id: string,
  portee: Portee,
): Promise<Lue<'Task'>> {
  const tache = await tx.lire('Task', id.replace('Task/', ''), portee);
  if (categorieDe(tache.ressource) !== categorie) throw refusCommuns.introuvable();
  return tache;
}
