import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

/** What a link received in a message opens. Served at `/api/lien`: only the token says which territory and which thing. */
export const ouvrirLien = contrat('lien', {
  entree: z.object({}),
  sortie: z.object({
    /** `demande.suivi`, `orientation.repondre`…: chooses the page. */
    usage: z.string(),
    /** True once its answer was given: the page then shows what was answered. */
    utilise: z.boolean(),
    /** Name the link was made for, to greet and to prefill. */
    pour: z.string(),
  }),
});
