import { z } from 'zod';
import { CLES_GENRES } from '../vocabulaire.ts';

/** Which list is shown. The text of a search never goes into an address: it may be a name. */
export const recherchePersonnes = z.object({
  liste: z.enum(['cercle', 'silencieuses']).default('cercle').catch('cercle'),
});

/** Kinds kept in the thread: all of them when empty. */
export const recherchePersonne = z.object({
  fil: z.array(z.enum(CLES_GENRES)).default([]).catch([]),
});
