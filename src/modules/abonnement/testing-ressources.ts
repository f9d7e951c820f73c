import type { Patient, Task } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import { EXT_CONTENU, EXT_FILTRE } from './vocabulaire.ts';

export function uneTache(id: string, autre: Partial<Task> = {}): Identifiee<Task> {
  return {
    resourceType: 'Task',
    id,
    status: 'requested',
    intent: 'order',
    owner: { reference: 'Organization/dac' },
    for: { reference: 'Patient/p1' },
    ...autre,
  };
}

export const unPatient = (id: string, autre: Partial<Patient> = {}): Identifiee<Patient> => ({
  resourceType: 'Patient',
  id,
  name: [{ use: 'official', family: 'ESSAI', given: ['Zoé'] }],
  gender: 'female',
  birthDate: '1942-03-12',
  ...autre,
});

/** A topic-based subscription of the R5 Backport, as a software writes it. */
export function unAbonnement(
  adresse: string | undefined,
  autre: {
    sujet?: string;
    filtres?: readonly string[];
    contenu?: string;
    canal?: object;
    entetes?: readonly string[];
    fin?: string;
  } = {},
): object {
  return {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'essai',
    criteria: autre.sujet ?? 'urn:cordee:sujet:Task',
    ...(autre.fin === undefined ? {} : { end: autre.fin }),
    ...(autre.filtres === undefined
      ? {}
      : { _criteria: { extension: autre.filtres.map((valueString) => ({ url: EXT_FILTRE, valueString })) } }),
    channel: {
      type: 'rest-hook',
      ...(adresse === undefined ? {} : { endpoint: adresse }),
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: EXT_CONTENU, valueCode: autre.contenu ?? 'id-only' }] },
      ...(autre.entetes === undefined ? {} : { header: autre.entetes }),
      ...autre.canal,
    },
  };
}
