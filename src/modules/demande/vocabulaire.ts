/** Coded words of a request. Source: metier.md §5 (codes proposed by the project [P]); the label is what a human reads. */
export const MOTIFS = {
  MAD: 'Maintien à domicile menacé',
  SORT: 'Sortie d’hospitalisation',
  ISOL: 'Isolement',
  COGN: 'Troubles cognitifs',
  PSY: 'Souffrance psychique',
  ADD: 'Addictions',
  CHR: 'Maladie chronique instable',
  POLY: 'Plusieurs maladies ou traitements',
  FINV: 'Fin de vie',
  AID: 'Aidant épuisé',
  LOG: 'Logement inadapté ou perdu',
  DRT: 'Accès aux droits, ressources',
  NRS: 'Non-recours ou refus de soins',
  SMT: 'Sans médecin traitant',
  HAND: 'Handicap',
  ENF: 'Enfant, famille',
  VIOL: 'Violences, maltraitance',
  REFU: 'Refus d’aide',
  PRO: 'Professionnel en difficulté',
  AUT: 'Autre',
} as const;
export type Motif = keyof typeof MOTIFS;

export const ATTENTES = {
  information: 'Une information',
  conseil: 'Un conseil',
  orientation: 'Trouver un service',
  evaluation: 'Une évaluation à domicile',
  coordination: 'De l’aide pour coordonner',
  concertation: 'Une concertation entre professionnels',
  relais: 'Un relais temporaire',
} as const;
export type Attente = keyof typeof ATTENTES;

/** U0 (danger vital) is not a request: the form says « appelez le 15 » and sends nothing. */
export const URGENCES = {
  U1: 'Dans les 48 heures',
  U2: 'Dans la semaine',
  U3: 'Sans urgence',
} as const;
export type Urgence = keyof typeof URGENCES;

export const ACCORDS = {
  accord: 'La personne est d’accord',
  informee: 'La personne est informée',
  impossible: 'Impossible de recueillir son accord',
  non_dite: 'Pas encore dit',
} as const;
export type Accord = keyof typeof ACCORDS;

export const CLOTURES = {
  objectif_atteint: 'Objectif atteint',
  relais_pris: 'Relais pris',
  refus_personne: 'Refus de la personne',
  entree_etablissement: 'Entrée en établissement',
  demenagement: 'Déménagement',
  deces: 'Décès',
  perdu_de_vue: 'Perdu de vue',
  hors_champ: 'Hors champ',
} as const;
export type MotifCloture = keyof typeof CLOTURES;

export const CANAUX = {
  mssante: 'Message sécurisé',
  telephone: 'Téléphone',
  formulaire: 'Formulaire',
  papier: 'Papier ou fax',
} as const;
export type Canal = keyof typeof CANAUX;
