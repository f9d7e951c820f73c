import type { DocumentReference, Encounter, Reference, Resource } from '@medplum/fhirtypes';
import { lireReference } from '#fhir/types.ts';
import type { AbonnementNde } from '../definition/definition.ts';
import type { Changement } from './changement.ts';

/** Type of a note of the cahier de liaison: a document of this kind is an event `NOT`, any other is `DOC`. Source: CI-SIS, volet CdL. */
const TYPES_DE_NOTE = 'TRE_R234-TypeNote';
/** Stays in an establishment. Source: HL7 v3 ActEncounterCode. */
const HOSPITALISATIONS: readonly string[] = ['IMP', 'ACUTE', 'NONAC'];

export interface EvenementNde {
  readonly code: AbonnementNde['evenement'];
  /** Id of the person. */
  readonly patient: string;
  /** References of who may declare it. */
  readonly emetteurs: readonly string[];
}

/**
 * The national event a change is, if any: a document put down (DOC), a note (NOT), an admission (ADM), a discharge (SOR).
 * Source: TRE_R254-TypeEvenement; volet Notification d’évènements 3.0.0.
 */
export function evenementNde({ geste, avant, apres }: Changement): EvenementNde | undefined {
  if (apres?.resourceType === 'DocumentReference') return geste === 'create' ? document(apres) : undefined;
  if (apres?.resourceType === 'Encounter') return sejour(apres, avant);
  return undefined;
}

function document(d: DocumentReference): EvenementNde | undefined {
  const note = d.type?.coding?.some((c) => c.system?.includes(TYPES_DE_NOTE)) === true;
  return evenement(note ? 'NOT' : 'DOC', d.subject, [...(d.author ?? []), d.custodian]);
}

function sejour(e: Encounter, avant: Resource | undefined): EvenementNde | undefined {
  if (!HOSPITALISATIONS.includes(e.class.code ?? '')) return undefined;
  const ancien = avant?.resourceType === 'Encounter' ? avant.status : undefined;
  if (e.status === ancien) return undefined;
  const code = e.status === 'in-progress' && ancien !== 'onleave' ? 'ADM' : e.status === 'finished' ? 'SOR' : undefined;
  if (code === undefined) return undefined;
  return evenement(code, e.subject, [e.serviceProvider, ...(e.participant ?? []).map((p) => p.individual)]);
}

function evenement(
  code: EvenementNde['code'],
  sujet: Reference | undefined,
  emetteurs: readonly (Reference | undefined)[],
): EvenementNde | undefined {
  const lue = lireReference(sujet?.reference);
  if (lue?.type !== 'Patient') return undefined;
  return { code, patient: lue.id, emetteurs: emetteurs.flatMap((r) => r?.reference ?? []) };
}
