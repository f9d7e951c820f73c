import type { ExtractResource, Resource, ResourceType } from '@medplum/fhirtypes';

export type TypeFhir = ResourceType;
export type RessourceDe<T extends TypeFhir> = ExtractResource<T>;
/** A resource that has been given its id: the only kind the store accepts. */
export type Identifiee<R extends Resource = Resource> = R & { readonly id: string };

export interface Lue<T extends TypeFhir> {
  readonly ressource: Identifiee<RessourceDe<T>>;
  readonly version: number;
  readonly le: Date;
}

/** Families of information of the rights matrix (metier.md §2), plus ORG: organisation data without any person. */
export const FAMILLES = ['ADM', 'COO', 'SOC', 'MED', 'SEN', 'PLN', 'FIL', 'ORG'] as const;
export type Famille = (typeof FAMILLES)[number];

/** `Patient/123` → { type, id }; undefined for anything else (absolute, logical or contained references). */
export function lireReference(reference: string | undefined): { type: string; id: string } | undefined {
  const trouve = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/.+)?$/.exec(reference ?? '');
  return trouve?.[1] === undefined || trouve[2] === undefined ? undefined : { type: trouve[1], id: trouve[2] };
}
