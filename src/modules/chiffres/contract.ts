import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

/** By what the persons of one quarter are told apart: the service they were first sent to, or what became of it. */
export const DIMENSIONS = { service: 'Par service', suite: 'Par suite donnée' } as const;
export type Dimension = keyof typeof DIMENSIONS;

export const tableau = contrat('chiffres.tableau', {
  entree: z.object({
    trimestre: z
      .string()
      .regex(/^\d{4}-T[1-4]$/u)
      .optional(),
    par: z.enum(['service', 'suite']).default('service'),
    /** Cells to add up; absent: all. */
    parmi: z.array(z.string().max(200)).max(200).optional(),
  }),
  sortie: z.object({
    trimestres: z.array(z.string()),
    trimestre: z.string(),
    par: z.enum(['service', 'suite']),
    seuil: z.number(),
    /** Persons in all; absent: too few to be told. */
    total: z.number().optional(),
    /** Persons of the cells asked for; absent: not told. */
    somme: z.number().optional(),
    cellules: z.array(z.object({ cle: z.string(), libelle: z.string(), personnes: z.number().optional() })),
  }),
});
