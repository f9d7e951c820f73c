import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const Adresse = z.string().trim().min(3).max(254);

/** Sends a professional of the directory, by secure mail, a link to ask without account. */
export const ouvrirDepot = contrat('demande.ouvrirDepot', {
  entree: z.object({ ref: z.string().min(3).max(200) }),
  sortie: z.object({ adresse: z.string(), expireLe: z.iso.datetime() }),
});

/** Closes every link of this correspondent: those already sent no longer open. */
export const fermerDepot = contrat('demande.fermerDepot', {
  entree: z.object({ adresse: Adresse }),
  sortie: z.object({ fermes: z.number() }),
});

/** What this correspondent may use today. */
export const depot = contrat('demande.depot', {
  entree: z.object({ adresse: Adresse }),
  sortie: z.object({
    /** False for who may neither give nor close: the screen then shows nothing. */
    permis: z.boolean(),
    ouverts: z.number(),
    /** Last day of the youngest open link. */
    jusquAu: z.iso.datetime().optional(),
  }),
});
