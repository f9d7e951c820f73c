import type { Patient, RelatedPerson, Resource } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';

/** Visibility labels of CI-SIS (TRE_A07): to be announced by a professional before the person reads it. */
const A_ANNONCER = 'INVISIBLE_PATIENT';
/** Label a professional puts on what somebody outside the care said, or on what is about such a person. */
export const SYSTEME_TIERS = 'urn:cordee:droits';
export const CODE_TIERS = 'tiers';

/** Who said it, whatever the type calls it. */
const DITES_PAR = [
  'sender',
  'author',
  'informant',
  'informationSource',
  'source',
  'asserter',
  'recorder',
  'performer',
  'reporter',
  'requester',
] as const;

export interface Tri {
  readonly gardees: readonly Identifiee[];
  readonly deTiers: number;
  readonly aAnnoncer: number;
}

/**
 * What may be handed to the person. In this order:
 *  1. what is still to be announced to her stays out, and is counted for the professional only;
 *  2. what somebody outside her care said (a relative), what is labelled « tiers », and what names another person followed here stays out;
 *  3. a relative keeps a name and a link, and loses telephone, address and birth.
 * Source: L. 1111-7 CSP (information gathered from, or about, somebody who takes no part in the care).
 */
export function trier(ressources: readonly Identifiee[], patient: string): Tri {
  const annoncees = ressources.filter((r) => !porte(r, A_ANNONCER));
  const siennes = annoncees.filter((r) => !estDUnTiers(r, patient));
  return {
    gardees: siennes.map(sansCoordonneesDeTiers),
    deTiers: annoncees.length - siennes.length,
    aAnnoncer: ressources.length - annoncees.length,
  };
}

const porte = (r: Resource, code: string): boolean => r.meta?.security?.some((s) => s.code === code) ?? false;

function estDUnTiers(r: Identifiee, patient: string): boolean {
  if (r.meta?.security?.some((s) => s.system === SYSTEME_TIERS && s.code === CODE_TIERS)) return true;
  // Who she is and who stands beside her are hers, trimmed below.
  if (r.resourceType === 'Patient' || r.resourceType === 'RelatedPerson') return false;
  const dites = DITES_PAR.flatMap((champ) => references(Reflect.get(r, champ)));
  if (dites.some((ref) => ref.startsWith('RelatedPerson/'))) return true;
  return references(r).some((ref) => ref.startsWith('Patient/') && ref !== `Patient/${patient}`);
}

/** Every `Type/id` written in a value, at any depth. */
function references(valeur: unknown): readonly string[] {
  if (Array.isArray(valeur)) return valeur.flatMap(references);
  if (typeof valeur !== 'object' || valeur === null) return [];
  return Object.entries(valeur).flatMap(([cle, v]) =>
    cle === 'reference' && typeof v === 'string' ? [v] : references(v),
  );
}

function sansCoordonneesDeTiers(r: Identifiee): Identifiee {
  if (r.resourceType === 'RelatedPerson') return proche(r);
  return r.resourceType === 'Patient' ? sansContacts(r) : r;
}

function proche(r: Identifiee<RelatedPerson>): Identifiee<RelatedPerson> {
  const {
    telecom: _joindre,
    address: _adresse,
    birthDate: _naissance,
    identifier: _matricule,
    photo: _photo,
    ...reste
  } = r;
  return reste;
}

function sansContacts(r: Identifiee<Patient>): Identifiee<Patient> {
  const { link: _autresDossiers, contact, ...reste } = r;
  if (contact === undefined) return reste;
  return {
    ...reste,
    contact: contact.map(({ telecom: _joindre, address: _adresse, organization: _structure, ...qui }) => qui),
  };
}
