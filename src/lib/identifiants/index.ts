export {
  type AdresseMssante,
  type MotifAdresseMssante,
  estAdresseCitoyenne,
  lireAdresseMssante,
  memeAdresse,
} from './adresse-mssante.ts';
export {
  type CodeCommune,
  type CodePostal,
  type MotifCodeCommune,
  type MotifCodePostal,
  estPays,
  lireCodeCommune,
  lireCodePostal,
} from './commune.ts';
export {
  type IdentiteScannee,
  type MotifDatamatrix,
  ecrireDatamatrixIns,
  lireDatamatrixIns,
} from './datamatrix-ins.ts';
export {
  type DateNaissance,
  type MotifDateNaissance,
  afficherDateNaissance,
  ageRevolu,
  dateNaissanceFhir,
  lireDateNaissance,
  siecleSuppose,
} from './date-naissance.ts';
export { type Finess, type MotifFiness, lireFiness } from './finess.ts';
export {
  type Idnps,
  type Idnst,
  type MotifIdentifiantNational,
  type NatureIdnps,
  type NatureIdnst,
  lireIdnps,
  lireIdnst,
} from './identifiants-nationaux.ts';
export { type MatriculeIns, type MotifMatriculeIns, cleMatricule, lireMatriculeIns } from './matricule-ins.ts';
export {
  type MotifOidIns,
  type NatureIns,
  type OidIns,
  type ProfilExecution,
  lireOidIns,
  natureIns,
} from './oid-ins.ts';
export { profilLexical } from './profil-lexical.ts';
export { type Avertissement, type Provenance, type Resultat, lu, refuse } from './resultat.ts';
export { type MotifRpps, type Rpps, lireRpps } from './rpps.ts';
export {
  type MotifSiren,
  type MotifSiret,
  type Siren,
  type Siret,
  lireSiren,
  lireSiret,
  sirenDuSiret,
} from './siren.ts';
export {
  type MotifTelephone,
  type TelephoneFrancais,
  afficherTelephone,
  estMobile,
  lireTelephone,
  telephoneLisible,
} from './telephone.ts';
