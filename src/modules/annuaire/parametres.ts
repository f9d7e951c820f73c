import type { Delai } from '#lib/temps/index.ts';

/** An entry nobody confirmed for this long is out of date. Source: metier.md §19 [P]. */
export const PERIME_JOURS = 180;
/** Failures and refusals older than this no longer weigh on an entry [P]. */
export const ECHEC_RECENT_JOURS = 90;

/** A worked day whose hours nobody gave: minutes since midnight [P]. */
export const HEURES_SUPPOSEES = { debut: 8 * 60, fin: 19 * 60 } as const;

export const DELAIS_VERIFICATION = {
  premiere: { joursOuvres: 5 },
  relance: { joursOuvres: 2 },
} as const satisfies Readonly<Record<string, Delai>>;

export const DUREE_LIEN_CONFIRMATION_JOURS = 30;
