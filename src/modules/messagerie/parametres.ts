import type { Delai } from '#lib/temps/index.ts';

/**
 * Target delays of a message. No national delay was found for a professional answer to a secure mail: these are the
 * project's defaults [P], meant to be changed by the territory.
 */
export const DELAIS = {
  /** A message nobody has opened yet: the on-duty person, then the ladder. */
  aRepondre: { heuresOuvrees: 4 },
  /** Time each rung of the ladder has before the next one is called. */
  remontee: { heuresOuvrees: 2 },
  /** Somebody said « je prends ». */
  tenu: { joursOuvres: 1 },
  /** An answer was asked for and did not come. */
  sansReponse: { joursOuvres: 3 },
  /** Not delivered: the other channel is tried the same half-day. */
  nonRemis: { heuresOuvrees: 2 },
  quarantaine: { joursOuvres: 1 },
  /** Last rung reached: reminded, never dropped. */
  rappel: { joursOuvres: 1 },
} as const satisfies Readonly<Record<string, Delai>>;

/** A message can be taken back during this time (interface.md §2: undo 10 s). */
export const ANNULATION_MS = 10_000;
/** From here an unread thread is shown apart. */
export const NON_LU_JOURS = 7;
/** Text kept in the resource; the whole message stays in the raw bytes. */
export const TEXTE_MAX = 200_000;
/** Identifiers quoted in `References`: the first and the latest ones. */
export const REFERENCES_MAX = 20;
