import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const Chose = z.object({
  objet: z.string(),
  genre: z.string(),
  titre: z.string(),
  etat: z.enum(['attend', 'tenu', 'retard', 'termine']),
  qui: z.string(),
  file: z.string().optional(),
  depuis: z.iso.datetime(),
  prochaine: z.string(),
  dueLe: z.iso.datetime(),
  /** Closed to me: it cannot be opened. When I hold it, I may end it (`se_clot`) or at least pass it on (`se_passe`). */
  fermee: z.enum(['se_clot', 'se_passe', 'attend']).optional(),
});
export type Chose = z.output<typeof Chose>;

export const liste = contrat('aujourdhui.liste', {
  entree: z.object({}),
  sortie: z.object({
    /** Why I read nothing about anybody, and who opens it; absent when my profession is proved. */
    sansQualite: z.string().optional(),
    repondre: z.array(Chose),
    faire: z.array(Chose),
    information: z.array(
      z.object({
        objet: z.string(),
        /** Of the open thing it happened to, when there is one: which page to open. */
        genre: z.string().optional(),
        titre: z.string(),
        detail: z.string().optional(),
        le: z.iso.datetime(),
        par: z.string(),
      }),
    ),
  }),
});

/** How much is waiting, for the badge of the door. */
export const compte = contrat('aujourdhui.compte', {
  entree: z.object({}),
  sortie: z.object({ repondre: z.number(), faire: z.number(), retard: z.number() }),
});

const tenue = z.object({ objet: z.string().min(1).max(200) });

/** Ends what I hold about a person who opposed, without reading it. */
export const cloreFermee = contrat('aujourdhui.cloreFermee', { entree: tenue, sortie: z.object({}) });

/** Gives it to whoever answers next in the territory. */
export const passerFermee = contrat('aujourdhui.passerFermee', { entree: tenue, sortie: z.object({ a: z.string() }) });
