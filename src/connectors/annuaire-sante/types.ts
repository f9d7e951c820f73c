/** What every reader of this folder consumes: bytes arriving by pieces, from a file or from the network. */
export type Flux = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** A line the reader could not take, or took with a reserve. `ligne` counts from 1, header included. */
export interface Anomalie {
  readonly fichier: string;
  readonly ligne: number;
  /** French sentence for the person who runs the import. */
  readonly motif: string;
  /** The line as received, so that nothing is lost. Cut at 2 000 characters. */
  readonly contenu?: string;
}

/**
 * Outcome of one line. `lue`: imported, possibly with reserves. `rejetee`: not imported, content kept.
 * `signalee`: a remark on the file itself (missing optional column, absent header); imports nothing.
 */
export type LigneLue<T> =
  | { readonly genre: 'lue'; readonly ligne: number; readonly valeur: T; readonly avertissements: readonly Anomalie[] }
  | { readonly genre: 'rejetee'; readonly ligne: number; readonly anomalie: Anomalie }
  | { readonly genre: 'signalee'; readonly ligne: number; readonly anomalie: Anomalie };

export interface CodeLibelle {
  readonly code: string;
  readonly libelle: string;
}

/** Identity of a professional as every extraction writes it. */
export interface PersonneExtraite {
  /** 0 ADELI, 8 RPPS; other types exist and are kept. */
  readonly typeIdentifiant: string;
  readonly identifiant: string;
  /** Identification nationale: type followed by identifier, the IDNPS of CDA and XDS. */
  readonly idnps: string;
  readonly nom: string;
  readonly prenom: string;
  readonly civilite?: string;
  readonly civiliteExercice?: string;
}

export interface AdresseExtraite {
  readonly destinataire?: string;
  readonly pointGeographique?: string;
  readonly numeroVoie?: string;
  readonly indiceRepetition?: string;
  readonly typeVoie?: string;
  readonly libelleVoie?: string;
  readonly mentionDistribution?: string;
  readonly ligneAcheminement?: string;
  readonly codePostal?: string;
  readonly commune?: CodeLibelle;
  readonly pays?: CodeLibelle;
}

export interface StructureExtraite {
  readonly siret?: string;
  readonly siren?: string;
  readonly finess?: string;
  readonly finessJuridique?: string;
  readonly identifiantTechnique?: string;
  /** « Ancien identifiant de la structure »: the IDNST, read and never rebuilt when present. */
  readonly idnst?: string;
  readonly raisonSociale?: string;
  readonly enseigne?: string;
  readonly adresse: AdresseExtraite;
  readonly telephones: readonly string[];
  readonly telecopie?: string;
  readonly courriel?: string;
  readonly secteur?: CodeLibelle;
}

/** One line of Personne_activite: person × profession × savoir-faire × structure. */
export interface PersonneActivite {
  readonly personne: PersonneExtraite;
  readonly profession?: CodeLibelle;
  readonly categorie?: CodeLibelle;
  readonly typeSavoirFaire?: CodeLibelle;
  readonly savoirFaire?: CodeLibelle;
  readonly modeExercice?: CodeLibelle;
  readonly sectionPharmacien?: CodeLibelle;
  readonly role?: CodeLibelle;
  readonly genreActivite?: CodeLibelle;
  readonly autoriteEnregistrement?: string;
  /** Absent when the person is registered without a place of work. */
  readonly structure?: StructureExtraite;
}

export interface SavoirFaireExtrait {
  readonly personne: PersonneExtraite;
  readonly profession?: CodeLibelle;
  readonly categorie?: CodeLibelle;
  readonly typeSavoirFaire?: CodeLibelle;
  readonly savoirFaire: CodeLibelle;
}

export interface DiplomeExtrait {
  readonly personne: PersonneExtraite;
  readonly typeDiplome?: CodeLibelle;
  readonly diplome?: CodeLibelle;
  readonly typeAutorisation?: CodeLibelle;
  readonly disciplineAutorisation?: CodeLibelle;
}

export type TypeBoite = 'PER' | 'CAB' | 'ORG' | 'APP';

export interface BoiteMssante {
  readonly type: TypeBoite;
  readonly adresse: string;
  readonly identifiantPersonne?: string;
  readonly idnps?: string;
  /** 1 FINESS, 2 SIREN, 3 SIRET, 4 RPPS-rang, as in the IDNST prefix. */
  readonly typeIdentifiantStructure?: string;
  readonly identifiantStructure?: string;
  readonly service?: string;
  readonly raisonSociale?: string;
  readonly dematerialisation?: boolean;
  readonly adressePostale: AdresseExtraite;
  /** Where the line was, to report a mailbox that belongs to nobody known. */
  readonly origine?: { readonly fichier: string; readonly ligne: number };
}

export interface EtablissementFiness {
  readonly type: 'structureet';
  readonly finess: string;
  readonly finessJuridique?: string;
  readonly raisonSociale: string;
  readonly raisonSocialeLongue?: string;
  readonly adresse: AdresseExtraite;
  readonly telephone?: string;
  readonly telecopie?: string;
  readonly categorie?: CodeLibelle;
  readonly siret?: string;
  readonly codeApe?: string;
  readonly statutParticipation?: CodeLibelle;
  readonly dateOuverture?: string;
  readonly dateMiseAJour?: string;
}

export interface GeolocalisationFiness {
  readonly type: 'geolocalisation';
  readonly finess: string;
  readonly x: number;
  readonly y: number;
  /** Absent when the projection is not Lambert-93 (overseas): the projected pair is kept, not guessed at. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly date?: string;
}

export type LigneFiness = EtablissementFiness | GeolocalisationFiness;

/** A member of the territory whom no national directory knows: social worker, peer worker, coordinator. */
export interface MembreLocal {
  readonly identifiant: string;
  readonly nom: string;
  readonly prenom: string;
  readonly civilite?: string;
  /** Code table of the role: R85, R94 or R95. */
  readonly table: string;
  readonly role: CodeLibelle;
  readonly fonction?: string;
  readonly typeIdentifiantStructure?: string;
  readonly identifiantStructure?: string;
  readonly telephone?: string;
  readonly courrielMssante?: string;
}
