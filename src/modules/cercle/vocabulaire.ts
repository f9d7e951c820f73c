/** Categories of professionals the person is told about, in her words (D. 1110-3-1, b). */
export const CATEGORIES_PRO = {
  sante: 'Les soignants : médecin, infirmière, pharmacien, kinésithérapeute…',
  social: 'Le social et l’aide à domicile : assistante sociale, éducateur, aide à domicile…',
  appui: 'L’équipe d’appui à la coordination (DAC)',
} as const;
export type CategoriePro = keyof typeof CATEGORIES_PRO;
export const CLES_CATEGORIES = Object.keys(CATEGORIES_PRO) as [CategoriePro, ...CategoriePro[]];

/** What somebody does around the person. `code`: TRE_R259 (PCP) or TRE_R260 role of the circle, when one says it. */
interface Fonction {
  readonly libelle: string;
  readonly code?: string;
  /** Category of professionals a consent speaks of (D. 1110-3-1, b). Absent: covered only when all of them are. */
  readonly categorie?: CategoriePro;
  /** Never opens the shared record, whatever the person agreed to (SP-04). */
  readonly sansDossier?: true;
}

const FONCTIONS_CONNUES = {
  medecin_traitant: { libelle: 'Médecin traitant', code: 'PCP', categorie: 'sante' },
  medecin: { libelle: 'Médecin', categorie: 'sante' },
  infirmier: { libelle: 'Infirmière, infirmier', categorie: 'sante' },
  pharmacien: { libelle: 'Pharmacienne, pharmacien', categorie: 'sante' },
  kinesitherapeute: { libelle: 'Kinésithérapeute', categorie: 'sante' },
  paramedical: { libelle: 'Autre soignant', categorie: 'sante' },
  referent: { libelle: 'Référent de la situation', categorie: 'appui' },
  coordination: { libelle: 'Coordination d’appui (DAC)', categorie: 'appui' },
  demandeur: { libelle: 'A demandé l’appui' },
  assistant_social: { libelle: 'Assistant de service social', categorie: 'social' },
  aide_a_domicile: { libelle: 'Aide à domicile', categorie: 'social' },
  pair_aidant: { libelle: 'Pair-aidant', categorie: 'social' },
  mandataire: { libelle: 'Mandataire judiciaire', categorie: 'social' },
  service: { libelle: 'Service' },
  proche: { libelle: 'Proche', code: 'CAREGIVER', sansDossier: true },
  personne_de_confiance: { libelle: 'Personne de confiance', code: 'QUAL', sansDossier: true },
  representant_legal: { libelle: 'Représentant légal', code: 'GUARD', sansDossier: true },
  benevole: { libelle: 'Bénévole', sansDossier: true },
} as const satisfies Readonly<Record<string, Fonction>>;

export type FonctionConnue = keyof typeof FONCTIONS_CONNUES;
export const FONCTIONS: Readonly<Record<FonctionConnue, Fonction>> = FONCTIONS_CONNUES;

export function estFonctionConnue(texte: string): texte is FonctionConnue {
  return Object.hasOwn(FONCTIONS, texte);
}

/** Category of a function for the scope of a consent; undefined for what the vocabulary does not know. */
export function categorieDeFonction(fonction: string): CategoriePro | undefined {
  return estFonctionConnue(fonction) ? FONCTIONS[fonction].categorie : undefined;
}

/** In words: the label of a known function, or the words somebody wrote. */
export function libelleFonction(fonction: string): string {
  return estFonctionConnue(fonction) ? FONCTIONS[fonction].libelle : fonction;
}

/** Ground of a participation. The three doors of the care team: L. 1110-12 CSP (SP-06); belonging to a CPTS is none of them. */
export const FONDEMENTS = {
  porte1: {
    libelle: 'Équipe de soins : même structure, ou structure de coordination (DAC, maison de santé)',
    equipe: true,
  },
  porte2: { libelle: 'Équipe de soins : reconnu par la personne', equipe: true },
  porte3: { libelle: 'Équipe de soins : équipe formalisée par un protocole', equipe: true },
  consentement: { libelle: 'Hors équipe de soins, avec l’accord de la personne', equipe: false },
  hors_equipe: { libelle: 'Hors équipe de soins', equipe: false },
} as const;
export type Fondement = keyof typeof FONDEMENTS;
export const CLES_FONDEMENTS = Object.keys(FONDEMENTS) as [Fondement, ...Fondement[]];

/** What the person was told and answered. */
export const ETATS_INFORMATION = {
  non_dite: 'La personne n’est pas encore informée',
  informee: 'La personne est informée',
  accord: 'La personne est d’accord',
  impossible: 'Impossible de recueillir son avis',
  opposee: 'La personne s’oppose au partage',
} as const;
export type EtatInformation = keyof typeof ETATS_INFORMATION;

export const MODES = {
  oral: 'De vive voix',
  ecrit: 'Par écrit',
  electronique: 'Par voie électronique',
  telephone: 'Lu au téléphone',
} as const;
export type Mode = keyof typeof MODES;
export const CLES_MODES = Object.keys(MODES) as [Mode, ...Mode[]];

/** Families a consent may cover, in plain words. SEN is never covered by a general consent. */
export const FAMILLES_PARTAGEES = {
  ADM: 'Identité et coordonnées',
  COO: 'Cercle, agenda, qui fait quoi',
  SOC: 'Situation sociale, droits, logement',
  MED: 'Informations médicales',
  PLN: 'Plan de coordination',
  FIL: 'Messages et notes de liaison',
} as const;
export const LIBELLE_SENSIBLE = 'Informations sensibles (santé mentale, addictions, VIH, violences)';
export type FamillePartagee = keyof typeof FAMILLES_PARTAGEES;
export const CLES_FAMILLES = Object.keys(FAMILLES_PARTAGEES) as [FamillePartagee, ...FamillePartagee[]];

/** What the notice given to the person says of supports and of security (D. 1110-3-1: four lists, two of which are ours). */
export const NOTICE = {
  version: '2026-11',
  supports: ['le dossier partagé Cordée du territoire', 'la messagerie sécurisée de santé'],
  mesures: [
    'accès nominatif et tracé',
    'hébergement certifié pour les données de santé',
    'retrait possible à tout moment',
  ],
} as const;
