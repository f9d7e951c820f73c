import type { Delai } from '#lib/temps/index.ts';

/** Source: metier.md §5 [P]: reminder after 3 working days (1 when urgent), then a task to the referent. */
export const DELAIS_ORIENTATION = {
  reponse: { normale: { joursOuvres: 3 }, urgente: { joursOuvres: 1 } },
  apresRelance: { normale: { joursOuvres: 2 }, urgente: { demiJournees: 1 } },
  /** After a yes, when the service should have started or given a date. */
  demarrage: { joursOuvres: 5 },
  apresRdv: { joursOuvres: 1 },
  apresRefus: { joursOuvres: 1 },
  /** Once started, one point is made. */
  point: { jours: 30 },
} as const satisfies Readonly<Record<string, Delai | Readonly<Record<'normale' | 'urgente', Delai>>>>;

export const DUREE_LIEN_REPONSE_JOURS = 30;
