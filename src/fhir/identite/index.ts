export { clesDIdentite, motsDesNoms, sonsDesNoms } from './cles.ts';
export { traitsDepuisPatient } from './lecture-patient.ts';
export { type CadrePatient, estIdentifiantIns, patientDepuisTraits } from './patient.ts';
export { type CandidatIdentite, type Rapprochement, rapprochementAutomatique, rapprocher } from './rapprocher.ts';
export {
  placeDuMatricule,
  IdentiteInterdite,
  mentionneUnIns,
  mentionneUnScelle,
  ouvrirRessource,
  ouvrirTexte,
  type RessourceScellee,
  type Sceau,
  sceauDe,
  scellerRessource,
} from './sceau.ts';
export { SEUILS_PAR_DEFAUT, type Seuils } from './seuils.ts';
export { type ContextePiece, estProbante, jugerPiece, type Piece, PIECES, type RefusPiece } from './pieces.ts';
export {
  type EvenementIdentite,
  type Incoherence,
  type MotifRefusStatut,
  PERMISSIONS,
  type Permission,
  REFUS_STATUT,
  SUITE_STATUT,
  type UsageIdentite,
  incoherences,
  permission,
  suiteStatut,
} from './statut.ts';
export { PROFIL_PATIENT, PROFIL_PATIENT_INS, SYSTEMES_INS } from './systemes.ts';
export {
  comparerTraitsStricts,
  completerTraitsStricts,
  sansDesaccord,
  type TraitCompare,
  type TraitsStricts,
} from './traits-stricts.ts';
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
