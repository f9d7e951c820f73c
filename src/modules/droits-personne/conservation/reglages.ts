import { z } from 'zod';
import type { Interroger } from '#lib/sql/requete.ts';

/** How long each category is kept (`reglage`, key `conservation`): what is absent keeps its default. Source: RG-05. */
export const ReglageConservation = z
  .object({
    /** R. 1112-7 CSP: twenty years after the last visit, 28th birthday, ten years after death; five of them within reach. */
    santeActifMois: z.number().int().min(1).default(60),
    santeMois: z.number().int().min(240).default(240),
    santeAge: z.number().int().min(28).default(28),
    santeApresDecesMois: z.number().int().min(120).default(120),
    /** R. 1112-7 CSP: thirty years for what traces a transfusion. */
    transfusionMois: z.number().int().min(360).default(360),
    /** CNIL 2023-095: two years after the last contact; kept longer only with a written reason. */
    socialActifMois: z.number().int().min(1).max(24).default(24),
    socialArchiveMois: z.number().int().min(0).default(0),
    socialPourquoi: z.string().default(''),
    /** Somebody is told this many days before anything leaves. [P] */
    annonceJours: z.number().int().min(30).default(30),
  })
  .refine((r) => r.socialArchiveMois === 0 || r.socialPourquoi.trim() !== '', {
    error: 'Garder le social au-delà de sa durée demande une raison écrite (socialPourquoi).',
  });
export type ReglageConservation = z.output<typeof ReglageConservation>;

export async function lireReglageConservation(interroger: Interroger): Promise<ReglageConservation> {
  const [ligne] = await interroger<{ valeur: unknown }>({
    nom: 'conservation.reglage',
    texte: "select r.valeur from reglage r where r.cle = 'conservation'",
    valeurs: [],
  });
  return ReglageConservation.parse(ligne?.valeur ?? {});
}
