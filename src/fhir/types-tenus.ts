import type { Famille, TypeFhir } from './types.ts';

/**
 * The FHIR types this house keeps, and the family of information of each when no security label says otherwise.
 * Source: architecture (rooms and their resources); matrix of metier.md §2.
 */
export const TYPES_TENUS = {
  Patient: 'ADM',
  RelatedPerson: 'ADM',
  CareTeam: 'COO',
  Consent: 'COO',
  Task: 'COO',
  Appointment: 'COO',
  Encounter: 'COO',
  EpisodeOfCare: 'COO',
  ServiceRequest: 'FIL',
  Communication: 'FIL',
  DocumentReference: 'FIL',
  Composition: 'FIL',
  Binary: 'FIL',
  Bundle: 'FIL',
  List: 'FIL',
  Provenance: 'COO',
  Flag: 'MED',
  Observation: 'MED',
  Condition: 'MED',
  AllergyIntolerance: 'MED',
  Procedure: 'MED',
  DiagnosticReport: 'MED',
  MedicationStatement: 'MED',
  MedicationRequest: 'MED',
  Immunization: 'MED',
  ImmunizationRecommendation: 'MED',
  RiskAssessment: 'MED',
  ClinicalImpression: 'MED',
  QuestionnaireResponse: 'MED',
  AdverseEvent: 'MED',
  CarePlan: 'PLN',
  Goal: 'PLN',
  Practitioner: 'ORG',
  PractitionerRole: 'ORG',
  Organization: 'ORG',
  HealthcareService: 'ORG',
  Location: 'ORG',
  Endpoint: 'ORG',
  Device: 'ORG',
  Schedule: 'ORG',
  Slot: 'ORG',
  Group: 'ORG',
  Questionnaire: 'ORG',
  PlanDefinition: 'ORG',
  ActivityDefinition: 'ORG',
  MeasureReport: 'ORG',
  Subscription: 'ORG',
} as const satisfies Partial<Readonly<Record<TypeFhir, Famille>>>;

export type TypeTenu = keyof typeof TYPES_TENUS;

/** Types the national directory also holds (`shared.annuaire`): read by everybody, never written by a territory. */
export const TYPES_DE_L_ANNUAIRE = [
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'HealthcareService',
  'Location',
] as const;

export function estTenu(type: string): type is TypeTenu {
  return Object.hasOwn(TYPES_TENUS, type);
}
