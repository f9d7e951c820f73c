import { z } from 'zod';

/** Which part of the gallery is shown; the address of one part can be sent to a colleague. */
export const rechercheGalerie = z.object({
  partie: z.enum(['tout', 'travail', 'boutons', 'messages', 'saisie', 'surfaces']).default('tout').catch('tout'),
});
