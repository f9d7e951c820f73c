import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const ParametreVu = z.object({
  code: z.string(),
  groupe: z.string(),
  phrase: z.string(),
  unite: z.string(),
  valeur: z.number(),
  /** What applies where nobody changed anything. */
  national: z.number(),
  min: z.number(),
  max: z.number(),
  /** Newest first. */
  histoire: z.array(
    z.object({ avant: z.number(), apres: z.number(), par: z.string(), le: z.iso.datetime(), motif: z.string() }),
  ),
});
export type ParametreVu = z.output<typeof ParametreVu>;

export const vueReglages = contrat('reglages.liste', {
  entree: z.object({}),
  sortie: z.object({ parametres: z.array(ParametreVu) }),
});

export const changerReglage = contrat('reglages.changer', {
  entree: z.object({
    code: z.string().min(1, 'Choisissez le réglage.').max(100),
    valeur: z.coerce.number({ error: 'Écrivez un nombre.' }).int('Écrivez un nombre entier.'),
    motif: z.string().trim().min(3, 'Dites pourquoi.').max(300, '300 lettres au plus.'),
  }),
  sortie: z.object({ valeur: z.number() }),
});
