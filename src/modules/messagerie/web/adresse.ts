import { z } from 'zod';

/** Which group of threads is shown. */
export const rechercheMessages = z.object({
  groupe: z.enum(['repondre', 'faire', 'information']).default('repondre').catch('repondre'),
});

/** To whom and about whom one writes: references only, never a name. */
export const rechercheEcrire = z.object({
  a: z.string().max(100).optional().catch(undefined),
  patient: z.string().max(64).optional().catch(undefined),
});
