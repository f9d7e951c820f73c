/** What may be asked about one's data. Source: RG-02 to RG-04; GDPR art. 15, 16, 17, 18, 20. */
export const GENRES = {
  acces: 'Recevoir son dossier',
  rectification: 'Corriger une information',
  effacement: 'Effacer des informations',
  limitation: 'Arrêter le partage',
} as const;
export type Genre = keyof typeof GENRES;
export const CLES_GENRES = Object.keys(GENRES) as [Genre, ...Genre[]];

/** Who asks. Source: L. 1111-7 and L. 1110-4 V CSP. */
export const QUALITES = {
  personne: 'La personne elle-même',
  representant: 'Son représentant légal',
  mandataire: 'Quelqu’un qu’elle a désigné par écrit',
  ayant_droit: 'Un ayant droit, son conjoint, concubin ou partenaire, après son décès',
} as const;
export type Qualite = keyof typeof QUALITES;
export const CLES_QUALITES = Object.keys(QUALITES) as [Qualite, ...Qualite[]];

/** How the identity of whoever asks was checked. */
export const PREUVES = {
  piece: 'Pièce d’identité regardée',
  connue: 'Je la connais et je l’ai vue',
  piece_et_mandat: 'Pièce d’identité et mandat écrit',
  piece_et_qualite: 'Pièce d’identité et preuve de la qualité (livret de famille, acte, jugement)',
} as const;
export type Preuve = keyof typeof PREUVES;
export const CLES_PREUVES = Object.keys(PREUVES) as [Preuve, ...Preuve[]];

/** The only three reasons after a death. Source: SP-16, L. 1110-4 V CSP. */
export const MOTIFS_APRES_DECES = {
  causes: 'Connaître les causes de la mort',
  memoire: 'Défendre la mémoire de la personne décédée',
  droits: 'Faire valoir ses propres droits',
} as const;
export type MotifApresDeces = keyof typeof MOTIFS_APRES_DECES;
export const CLES_MOTIFS = Object.keys(MOTIFS_APRES_DECES) as [MotifApresDeces, ...MotifApresDeces[]];

export const PORTEES = {
  tout: 'Tout le dossier',
  cinq_ans: 'Les cinq dernières années seulement',
} as const;
export type PorteeDemandee = keyof typeof PORTEES;
export const CLES_PORTEES = Object.keys(PORTEES) as [PorteeDemandee, ...PorteeDemandee[]];

export const REMISES = {
  main_propre: 'En main propre',
  courrier: 'Par courrier recommandé',
  messagerie: 'Par messagerie sécurisée (Mon espace santé)',
  support: 'Sur une clé ou un disque chiffré',
} as const;
export type Remise = keyof typeof REMISES;
export const CLES_REMISES = Object.keys(REMISES) as [Remise, ...Remise[]];

export const ETATS = {
  ouverte: 'À traiter',
  a_confirmer: 'Attend une seconde personne',
  acceptee: 'Acceptée',
  refusee: 'Refusée',
  remise: 'Dossier remis',
} as const;
export type Etat = keyof typeof ETATS;
