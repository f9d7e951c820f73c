export { clesDIdentite, motsDesNoms, sonsDesNoms } from './cles.ts';
export { traitsDepuisPatient } from './lecture-patient.ts';
export { type CadrePatient, patientDepuisTraits } from './patient.ts';
export { type CandidatIdentite, type Rapprochement, rapprochementAutomatique, rapprocher } from './rapprocher.ts';
export { SEUILS_PAR_DEFAUT, type Seuils } from './seuils.ts';
export {
  type EvenementIdentite,
  type Incoherence,
  type MotifRefusStatut,
  PERMISSIONS,
  PIECES,
  type Permission,
  type Piece,
  REFUS_STATUT,
  SUITE_STATUT,
  type UsageIdentite,
  estProbante,
  incoherences,
  permission,
  suiteStatut,
} from './statut.ts';
export { PROFIL_PATIENT, PROFIL_PATIENT_INS } from './systemes.ts';
export {
  ATTRIBUTS_IDENTITE,
  type Adresse,
  type AttributIdentite,
  type Civilite,
  type Fiabilite,
  type Ins,
  type Lieu,
  METHODES_RECUEIL,
  type MethodeRecueil,
  STATUTS_IDENTITE,
  type Sexe,
  type StatutIdentite,
  type Telephone,
  type TraitsIdentite,
} from './traits.ts';
