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
  /** False: the room leaves alone all that this actor writes of the type (what it holds stays out of reach). Absent: it looks at each. */
  readonly concerne?: (acteur: Acteur) => boolean;
  /** Pure. Undefined: not this room's thing, another room or the plain store may take it. */
  traduire(demande: DemandeEcriture): Traduction | undefined;
}

/** True when some room has a say on what this actor writes of the type: the current resource is then read before deciding. */
export function estRegardee(ecritures: readonly EcritureFhir[] | undefined, acteur: Acteur): boolean {
  return (ecritures ?? []).some((ecriture) => ecriture.concerne?.(acteur) ?? true);
}

/** The first room that takes the write decides; undefined when none does. */
export function traduireEcriture(
  ecritures: readonly EcritureFhir[] | undefined,
  demande: DemandeEcriture,
): Traduction | undefined {
  for (const ecriture of ecritures ?? []) {
    const traduction = (ecriture.concerne?.(demande.acteur) ?? true) ? ecriture.traduire(demande) : undefined;
    if (traduction !== undefined) return traduction;
  }
  return undefined;
}

/** Id of the Patient a reference names, as an action takes it; undefined when it names something else. */
export function patientDe(reference: string | undefined): string | undefined {
  return /^Patient\/(.+)$/.exec(reference ?? '')?.[1];
}

/** Reads `Type/id` from the output of an action that answers the id of what it wrote. */
export const referenceDeLaSortie =
  (type: string) =>
  (sortie: unknown): string =>
    `${type}/${(sortie as { id: string }).id}`;
