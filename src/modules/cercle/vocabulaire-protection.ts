/**
 * What somebody may do for the person, by kind of mandate. `represente`: answers in her place; `assiste`: stands beside her, she answers;
 * `rien`: she keeps all her rights. Sources: C. civ. 371-1 to 387, 433 to 494-12; 459 for what is about the person herself.
 */
export const QUALITES_REPRESENTANT = {
  autorite_parentale: {
    libelle: 'Autorité parentale',
    exercee: 'titulaire de l’autorité parentale',
    pouvoir: 'represente',
  },
  sauvegarde: {
    libelle: 'Sauvegarde de justice',
    exercee: 'mandataire spécial, sauvegarde de justice',
    pouvoir: 'rien',
  },
  curatelle: { libelle: 'Curatelle', exercee: 'curateur ou curatrice', pouvoir: 'assiste' },
  tutelle: { libelle: 'Tutelle', exercee: 'tuteur ou tutrice', pouvoir: 'represente' },
  habilitation: {
    libelle: 'Habilitation familiale',
    exercee: 'personne habilitée de la famille',
    pouvoir: 'represente',
  },
  mandat: { libelle: 'Mandat de protection future', exercee: 'mandataire de protection future', pouvoir: 'represente' },
} as const;
export type QualiteRepresentant = keyof typeof QUALITES_REPRESENTANT;
export const CLES_QUALITES_REPRESENTANT = Object.keys(QUALITES_REPRESENTANT) as readonly QualiteRepresentant[];

/** Measures of protection of an adult. Source: C. civ. 433 to 494-12; only the last three may represent the person. */
export type Mesure = Exclude<QualiteRepresentant, 'autorite_parentale'>;
export const CLES_MESURES = CLES_QUALITES_REPRESENTANT.filter((cle) => cle !== 'autorite_parentale') as [
  Mesure,
  ...Mesure[],
];

/** How far it goes: what decides of her health is about her person. */
export const ETENDUES = {
  personne: 'Sa personne : santé, lieu de vie',
  biens: 'Ses biens seulement',
  personne_et_biens: 'Sa personne et ses biens',
} as const;
export type Etendue = keyof typeof ETENDUES;
export const CLES_ETENDUES = Object.keys(ETENDUES) as [Etendue, ...Etendue[]];

/** What a trusted person is there for. Source: L. 1111-6 CSP (the first two), L. 311-5-1 CASF (the third). */
export const PORTEES_CONFIANCE = {
  fin_de_vie: 'Dire ce qu’elle voudrait si elle ne peut plus s’exprimer',
  demarches: 'L’accompagner aux rendez-vous et dans ses démarches de santé',
  social: 'L’aider à comprendre ses droits dans un établissement ou un service social',
} as const;
export type PorteeConfiance = keyof typeof PORTEES_CONFIANCE;
export const CLES_PORTEES_CONFIANCE = Object.keys(PORTEES_CONFIANCE) as [PorteeConfiance, ...PorteeConfiance[]];

/** Where a designation stands. */
export const ETATS_CONFIANCE = {
  en_cours: 'Désignée par écrit, a accepté',
  a_accepter: 'Désignée par écrit, n’a pas encore signé',
  sans_ecrit: 'Dite, mais sans désignation écrite notée',
  revoquee: 'Révoquée',
} as const;
export type EtatConfiance = keyof typeof ETATS_CONFIANCE;
