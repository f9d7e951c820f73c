/** Why one calls: the reasons whose share the territory follows (fonctions.md A3: « share of phone by reason »). [P] */
export const MOTIFS_APPEL = {
  demande: 'Demander un appui',
  avis: 'Demander un avis',
  nouvelles: 'Donner ou prendre des nouvelles',
  organisation: 'Organiser (rendez-vous, passage, aide)',
  urgence: 'Situation urgente',
  administratif: 'Question administrative',
  autre: 'Autre',
} as const;
export type MotifAppel = keyof typeof MOTIFS_APPEL;

/** What the other party may correct, without the page showing any value: the secure message holds them. */
export const CHAMPS_CORRIGEABLES = {
  telephone: 'Un numéro de téléphone',
  decision: 'Ce qui a été décidé',
  qui_fait_quoi: 'Qui fait quoi',
  date: 'Une date',
  autre: 'Autre chose',
} as const;
export type ChampCorrigeable = keyof typeof CHAMPS_CORRIGEABLES;

/** The other party can correct during this time. Source: metier.md §9 [P]. */
export const CORRECTION_HEURES = 48;
