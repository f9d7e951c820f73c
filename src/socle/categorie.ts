import type { CodeableConcept, Resource } from '@medplum/fhirtypes';

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
