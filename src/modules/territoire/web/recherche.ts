import { z } from 'zod';

/** What the address of the refusal page may say: codes only, never a sentence somebody else wrote. */
export const rechercheRefus = z.object({
  motif: z
    .string()
    .regex(/^[a-z_]{1,20}(?:\.[a-z_]{1,40})?$/)
    .catch('panne'),
  reference: z
    .string()
    .regex(/^[0-9a-f]{10}$/)
    .optional()
    .catch(undefined),
});
