/** Why a subscription was turned off; the sentence is what the subscriber and the territory read. */
export const ARRETS = {
  destinataire_parti: 'Le destinataire a répondu 410 : il ne veut plus être appelé.',
  droit_termine: 'Le propriétaire n’a plus de droit sur ce territoire.',
  fin_atteinte: 'La date de fin est atteinte.',
} as const;
export type CauseArret = keyof typeof ARRETS;
