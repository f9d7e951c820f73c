import type { CodeLibelle } from './types.ts';

/** Address of a national code system (NOS): the name twice, its underscore turned into a hyphen the second time. */
export function nos(nom: string): string {
  return `https://mos.esante.gouv.fr/NOS/${nom}/FHIR/${nom.replace('_', '-')}`;
}

export function frCore(identifiant: string): string {
  return `https://hl7.fr/ig/fhir/core/StructureDefinition/${identifiant}`;
}

export function annuaire(identifiant: string): string {
  return `https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/${identifiant}`;
}

export const TYPE_IDENTIFIANT = 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203';
export const TYPE_ORGANISATION = 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307';

export const SYSTEMES = {
  idnps: 'urn:oid:1.2.250.1.71.4.2.1',
  rpps: 'https://rpps.esante.gouv.fr',
  idnst: 'urn:oid:1.2.250.1.71.4.2.2',
  finess: 'https://finess.esante.gouv.fr',
  sirene: 'https://sirene.fr',
  rppsRang: 'https://rppsrang.esante.gouv.fr',
  /** Ours: members without a national number, and structures known only by the technical id of the directory. */
  membreLocal: 'urn:cordee:membre-local',
  structureTechnique: 'urn:cordee:structure-technique',
} as const;

// Sources: value set JDV_J106 (G15, R94, R95) and code system TRE_R94 of June 2026. The three tables do not overlap.
const SOCIALES = /^(4[1-9]|5[1-3]|20\d|21[0-3])$/;
const TITRES = /^1?(71|72|73|93|97)$|^194$/;
const SANTE = /^(10|21|26|28|3[125-9]|40|50|60|69|70|8[0-6]|9[124568])$/;

/** Code system of a profession code of the extractions; undefined when no table claims it. */
export function systemeProfession(code: string): string | undefined {
  if (SANTE.test(code)) return nos('TRE_G15-ProfessionSante');
  if (SOCIALES.test(code)) return nos('TRE_R94-ProfessionSocial');
  if (TITRES.test(code)) return nos('TRE_R95-UsagerTitre');
  return undefined;
}

const SAVOIR_FAIRE: Readonly<Record<string, string>> = {
  S: nos('TRE_R38-SpecialiteOrdinale'),
  C: nos('TRE_R39-Competence'),
  CEX: nos('TRE_R40-CompetenceExclusive'),
  DNQ: nos('TRE_R42-DESCnonQualifiant'),
  CAPA: nos('TRE_R43-CapaciteSavoirFaire'),
  PAC: nos('TRE_R44-QualificationPAC'),
  FQ: nos('TRE_R45-FonctionQualifiee'),
  DEC: nos('TRE_R97-DroitExerciceCompl'),
  OP: nos('TRE_G13-OrientationParticuliere'),
  SST: nos('TRE_R359-SurspecialiteTransversale'),
  CM: 'https://smt.esante.gouv.fr/fhir/CodeSystem/tre-r394-competence-metier',
};

/** Code system of a savoir-faire, chosen by its type (TRE_R04). */
export function systemeSavoirFaire(type: CodeLibelle | undefined): string | undefined {
  return SAVOIR_FAIRE[type?.code ?? ''];
}

/** Role of a situation: the directory writes functions (R21), local members write R85, R94 or R95. */
export function systemeRole(code: string): string {
  return code.startsWith('FON') ? nos('TRE_R21-Fonction') : nos('TRE_R85-RolePriseCharge');
}

export const TABLES_MEMBRE: Readonly<Record<string, string>> = {
  R85: nos('TRE_R85-RolePriseCharge'),
  R94: nos('TRE_R94-ProfessionSocial'),
  R95: nos('TRE_R95-UsagerTitre'),
};
