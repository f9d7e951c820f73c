const NDE = 'https://interop.esante.gouv.fr/ig/fhir/nde/StructureDefinition';

/** Volet Notification d’évènements 3.0.0 (ANS): profiles, extensions and codes this room reads and writes. */
export const PROFIL_ABONNEMENT_NDE = `${NDE}/nde-subscription`;
export const PROFIL_ORDRE = `${NDE}/nde-notificationrequest`;
export const EXT_EVENEMENT = `${NDE}/event-type`;
export const EXT_INSTANT = `${NDE}/event-time`;
export const EXT_EMISSION = `${NDE}/event-emission-time`;
export const EXT_ADRESSE = `${NDE}/recipient-endpoint`;
export const EXT_DEBUT = `${NDE}/start`;
export const EXT_PERSONNE = `${NDE}/subject`;
export const EXT_DECLARANT = `${NDE}/declarant`;
export const EXT_ABONNE = `${NDE}/subscriber`;

/** JDV_J46: events one may be told of. Source: TRE_R254-TypeEvenement. */
export const CODES_NDE = {
  system: 'https://mos.esante.gouv.fr/NOS/TRE_R254-TypeEvenement/FHIR/TRE-R254-TypeEvenement',
  libelles: {
    DOC: 'Dépôt de document pour un patient',
    ADM: "Admission d'un patient dans un établissement de santé",
    SOR: "Sortie d'un patient de l'établissement de santé",
    NOT: "Création d'une note pour un patient dans le cahier de liaison",
  },
} as const;

/** Source: TRE_R200-CanalCommunication. A software is reached at a web address. */
export const CANAUX_NDE = {
  adresseWeb: {
    system: 'https://mos.esante.gouv.fr/NOS/TRE_R200-CanalCommunication/FHIR/TRE-R200-CanalCommunication',
    code: '4',
    display: 'Site web',
  },
} as const;
