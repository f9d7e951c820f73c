import type { Resource } from '@medplum/fhirtypes';
import type { Acteur } from '#acces/acteur.ts';

/** A write asked through the FHIR door: `avant` is absent on creation, `apres` on deletion. */
export interface DemandeEcriture {
  readonly avant: Resource | undefined;
  readonly apres: Resource | undefined;
  readonly acteur: Acteur;
}

/** The action to run instead of a plain write, or why there is none. */
export type Traduction =
  | {
      readonly action: string;
      readonly entree: unknown;
      /** `Type/id` the action wrote, read from its output. Absent: the id of the resource that was sent. */
      readonly reference?: (sortie: unknown) => string;
    }
  | { readonly refus: string; /** Name of the action or screen to use instead. */ readonly operation?: string };

/** A room's translation of a FHIR write into its own action. */
export interface EcritureFhir {
  readonly type: string;
  /** Pure. Undefined: not this room's thing, another room or the plain store may take it. */
  traduire(demande: DemandeEcriture): Traduction | undefined;
}

/** The first room that takes the write decides; undefined when none does. */
export function traduireEcriture(
  ecritures: readonly EcritureFhir[] | undefined,
  demande: DemandeEcriture,
): Traduction | undefined {
  for (const ecriture of ecritures ?? []) {
    const traduction = ecriture.traduire(demande);
    if (traduction !== undefined) return traduction;
  }
  return undefined;
}
