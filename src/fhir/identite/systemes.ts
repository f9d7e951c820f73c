const NOYAU = 'https://hl7.fr/ig/fhir/core';

/** Canonicals of fr-core 2.2.0; unversioned in `meta.profile` so that peers on another version still recognise them. */
export const PROFIL_PATIENT = `${NOYAU}/StructureDefinition/fr-core-patient`;
export const PROFIL_PATIENT_INS = `${NOYAU}/StructureDefinition/fr-core-patient-ins`;
export const EXT_FIABILITE = `${NOYAU}/StructureDefinition/fr-core-identity-reliability`;
export const EXT_PRENOMS_NAISSANCE = `${NOYAU}/StructureDefinition/fr-core-patient-birth-list-given-name`;
export const EXT_LIEU_NAISSANCE = 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace';
export const EXT_COG = `${NOYAU}/StructureDefinition/fr-core-address-insee-code`;
export const CS_IDENTIFIANT = `${NOYAU}/CodeSystem/fr-core-cs-v2-0203`;
export const CS_METHODE = `${NOYAU}/CodeSystem/fr-core-cs-method-collection`;
export const CS_PIECE = `${NOYAU}/CodeSystem/fr-core-cs-mode-validation-identity`;
/** One list mixing status and marks, in force in fr-core 2.0 to 2.2: it has neither RECUP nor QUAL. */
export const CS_0445 = `${NOYAU}/CodeSystem/fr-core-cs-v2-0445`;
/** The four RNIV statuses, and the marks, of the next fr-core. */
export const CS_STATUT = `${NOYAU}/CodeSystem/fr-core-cs-identity-status`;
export const CS_MARQUE = `${NOYAU}/CodeSystem/fr-core-cs-identity-status-comment`;
export const CS_COG = 'https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM';
/** Systems of the national identities, numbers in force, temporary, of test and of demonstration. */
export const SYSTEMES_INS: readonly string[] = [8, 9, 10, 11].map((arc) => `urn:oid:1.2.250.1.213.1.4.${arc}`);
