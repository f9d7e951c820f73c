import type { Delai } from '#lib/temps/index.ts';
import type { Urgence } from './vocabulaire.ts';

/**
 * Target delays of a request. Source: metier.md §5 « Délais cibles » [P]: no national delay was found, so these are the
 * project's defaults, meant to be changed by the territory.
 */
export interface DelaisDemande {
  readonly premierContact: Readonly<Record<Urgence, Delai>>;
  readonly decision: Readonly<Record<Urgence, Delai>>;
  readonly complement: Delai;
  readonly visite: Delai;
  readonly orientation: Delai;
  readonly reevaluation: Delai;
  readonly veille: Delai;
  readonly cloture: Delai;
  /** Time each rung of the ladder has to react before the next one is called. */
  readonly relance: Readonly<Record<Urgence, Delai>>;
}

export const DELAIS_PAR_DEFAUT: DelaisDemande = {
  premierContact: { U1: { demiJournees: 1 }, U2: { joursOuvres: 1 }, U3: { joursOuvres: 3 } },
  decision: { U1: { heures: 24 }, U2: { joursOuvres: 3 }, U3: { joursOuvres: 7 } },
  complement: { joursOuvres: 2 },
  visite: { jours: 15 },
  orientation: { joursOuvres: 3 },
  reevaluation: { jours: 180 },
  veille: { jours: 90 },
  cloture: { joursOuvres: 5 },
  relance: { U1: { heuresOuvrees: 2 }, U2: { demiJournees: 1 }, U3: { joursOuvres: 1 } },
};

/** How long the requester's follow-up link stays open after the request was made. */
export const DUREE_LIEN_SUIVI_JOURS = 400;
/**
 * The link that lets a known correspondent ask without account [P]: how long it opens, how many requests an hour, and during how
 * many minutes the same person asked for again is the same request.
 */
export const LIEN_DE_DEPOT = { dureeJours: 90, parHeure: 10, memePersonneMinutes: 10 } as const;
/** A closed request can be reopened by its requester during this time (metier.md annexe A). */
export const REOUVERTURE_JOURS = 90;
