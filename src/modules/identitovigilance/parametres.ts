import type { Delai } from '#lib/temps/index.ts';

/** A file to decide on, or an answer of INSi to look at, before its holder's turn passes to another person [P]. */
export const DELAIS_IDENTITE = {
  premiere: { joursOuvres: 5 },
  relance: { joursOuvres: 2 },
} as const satisfies Readonly<Record<string, Delai>>;

/** Days during which a merge can be undone as if it had not been. Source: metier.md §4 [P]. */
export const FUSION_ANNULABLE_JOURS = 30;

/** Queue of the identity cell; the DAC answers where a territory has none. */
export const FILES_IDENTITE = ['identitovigilance', 'dac'] as const;

/** Days after which an identity already retrieved is asked about again, and how many persons at once [P]: the territory sets the days, 0 is never. */
export const RECONTROLE = { jours: 365, parTour: 20 } as const;
