import type {
  CodeCommune,
  CodePostal,
  DateNaissance,
  MatriculeIns,
  OidIns,
  TelephoneFrancais,
} from '#lib/identifiants/index.ts';

export type Civilite = 'M' | 'MME';
export type Sexe = 'masculin' | 'feminin' | 'inconnu';

/** Trust in an identity (RNIV): provisoire, récupérée (INSi), validée (document checked), qualifiée (both). Mutually exclusive. */
export const STATUTS_IDENTITE = ['PROV', 'RECUP', 'VALI', 'QUAL'] as const;
export type StatutIdentite = (typeof STATUTS_IDENTITE)[number];

/** Homonyme, douteuse, fictive: marks added to a status. */
export const ATTRIBUTS_IDENTITE = ['HOMA', 'DOUT', 'FICT'] as const;
export type AttributIdentite = (typeof ATTRIBUTS_IDENTITE)[number];

/** How the traits were collected (fr-core-cs-method-collection): typed, Vitale card, INSi, datamatrix, RFID; AV = appli carte Vitale. */
export const METHODES_RECUEIL = ['SM', 'CV', 'INSI', 'CB', 'RFID', 'AV'] as const;
export type MethodeRecueil = (typeof METHODES_RECUEIL)[number];

export interface Ins {
  readonly matricule: MatriculeIns;
  readonly oid: OidIns;
}

export interface Fiabilite {
  readonly statut: StatutIdentite;
  readonly attributs: readonly AttributIdentite[];
  readonly methode?: MethodeRecueil;
  /** Code of the document checked, see `PIECES`; kept with its date, never its copy. */
  readonly piece?: string;
  /** `aaaa-mm-jj` */
  readonly dateControle?: string;
}

export interface Lieu {
  readonly cog?: CodeCommune;
  readonly libelle?: string;
}

export interface Adresse {
  readonly lignes: readonly string[];
  readonly codePostal?: CodePostal;
  readonly commune?: string;
  readonly cog?: CodeCommune;
}

export interface Telephone {
  readonly numero: TelephoneFrancais;
  readonly usage?: 'domicile' | 'portable' | 'travail';
}

/** What Cordée knows of the identity of a person. Only `fiabilite` is always known: care never waits for an identity (INS-01). */
export interface TraitsIdentite {
  readonly civilite?: Civilite;
  readonly nomNaissance?: string;
  /** In the order of the civil record; compound names hyphenated, since a space separates two names. */
  readonly prenomsNaissance: readonly string[];
  readonly nomUtilise?: string;
  readonly prenomUtilise?: string;
  readonly sexe: Sexe;
  readonly dateNaissance?: DateNaissance;
  readonly lieuNaissance?: Lieu;
  readonly telephones: readonly Telephone[];
  readonly courriels: readonly string[];
  readonly adresse?: Adresse;
  readonly fiabilite: Fiabilite;
  readonly ins?: Ins;
}
