import type { Resource } from '@medplum/fhirtypes';
import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import type { Famille } from '#fhir/types.ts';
import type { Element } from './monde.ts';

/** The service that receives an exchange about every fifth person. */
export const DESTINATAIRE = 'Organization/service-destinataire';

const etiquette = (code: Famille) => ({ security: [{ system: SYSTEME_FAMILLE, code }] });
const concept = (text: string) => ({ coding: [{ system: 'urn:canaris:code', code: text }], text });
const base64 = (texte: string) => Buffer.from(`Lettre. ${texte}. Fin de la lettre.`).toString('base64');

/** What one territory holds that is about nobody. */
export function elementsDuTerritoire(): readonly Element[] {
  const seul = (id: string, construire: (mot: string) => Resource): Element => ({
    type: construire('essai').resourceType,
    id,
    construire: (mot) => ({ ...construire(mot), id }),
  });
  return [
    seul('structure-1', (mot) => ({ resourceType: 'Organization', name: mot, active: true })),
    seul('praticien-1', (mot) => ({ resourceType: 'Practitioner', name: [{ family: mot, given: ['Zoé'] }] })),
    seul('offre-1', (mot) => ({ resourceType: 'HealthcareService', name: mot, comment: mot })),
  ];
}

/** What a territory holds of one person: every family, documents in base64, an exchange, what only an explicit word opens. */
export function elementsDe(patient: string): readonly Element[] {
  const personne = { reference: `Patient/${patient}` };
  const sur = (
    suffixe: string,
    construire: (mot: string) => Resource,
    options: Pick<Element, 'lecteurs'> = {},
  ): Element => {
    const { resourceType } = construire('essai');
    const id = suffixe === '' ? patient : `${patient}-${suffixe}`;
    return {
      type: resourceType,
      id,
      patient,
      ...options,
      construire: (mot) => ({ ...construire(mot), id }),
    };
  };
  const echange = Number(patient.split('-')[1]) % 5 === 0;
  return [
    sur('', (mot) => ({
      resourceType: 'Patient',
      identifier: [{ system: 'urn:canaris:personne', value: mot }],
      name: [{ use: 'official', family: mot, given: ['Jeanne'] }],
      gender: 'female',
      birthDate: '1942-03-12',
      address: [{ line: [mot], city: 'Maubeuge' }],
    })),
    sur('proche', (mot) => ({
      resourceType: 'RelatedPerson',
      patient: personne,
      active: true,
      name: [{ family: mot }],
    })),
    sur('tache', (mot) => ({
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      for: personne,
      description: mot,
      code: concept('visite'),
      authoredOn: '2026-11-02T10:00:00+01:00',
    })),
    ...dossierDe(personne, sur),
    sur('echange', (mot) => demandeDe(personne, mot), echange ? { lecteurs: [DESTINATAIRE] } : {}),
  ];
}

type Sur = (suffixe: string, construire: (mot: string) => Resource) => Element;
type Personne = { readonly reference: string };

function dossierDe(subject: Personne, sur: Sur): readonly Element[] {
  return [
    sur('alerte', (mot) => ({ resourceType: 'Flag', status: 'active', subject, code: concept(mot) })),
    sur('mesure', (mot) => mesureDe(subject, mot)),
    sur('social', (mot) => ({ ...mesureDe(subject, mot), meta: etiquette('SOC') })),
    sur('sensible', (mot) => ({
      resourceType: 'Condition',
      meta: etiquette('SEN'),
      subject,
      code: concept(mot),
    })),
    sur('allergie', (mot) => ({
      resourceType: 'AllergyIntolerance',
      patient: subject,
      code: concept(mot),
      note: [{ text: mot }],
    })),
    sur('plan', (mot) => ({
      resourceType: 'CarePlan',
      status: 'active',
      intent: 'plan',
      subject,
      title: mot,
      description: mot,
    })),
    sur('lettre', (mot) => ({
      resourceType: 'DocumentReference',
      status: 'current',
      subject,
      description: mot,
      content: [{ attachment: { contentType: 'text/plain', data: base64(mot), title: mot } }],
    })),
    sur('message', (mot) => ({
      resourceType: 'Communication',
      status: 'completed',
      subject,
      payload: [{ contentString: mot }],
      sent: '2026-11-03T08:00:00+01:00',
    })),
  ];
}

function mesureDe(subject: Personne, mot: string): Resource {
  return {
    resourceType: 'Observation',
    status: 'final',
    subject,
    code: concept(mot),
    effectiveDateTime: '2026-11-02',
    valueString: mot,
  };
}

function demandeDe(subject: Personne, mot: string): Resource {
  return {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    subject,
    code: concept(mot),
    note: [{ text: mot }],
    authoredOn: '2026-11-02',
  };
}
