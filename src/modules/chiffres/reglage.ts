import { z } from 'zod';
import { SEUIL } from './petites-cellules.ts';

/** Row `chiffres` of `reglage`: a territory may hide more, never less. */
export const ReglageChiffres = z.object({ seuil: z.number().int().min(SEUIL).default(SEUIL) });
