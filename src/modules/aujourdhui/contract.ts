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
});
export type Chose = z.output<typeof Chose>;

export const liste = contrat('aujourdhui.liste', {
  entree: z.object({}),
  sortie: z.object({
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
