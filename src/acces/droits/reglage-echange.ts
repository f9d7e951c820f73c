import { z } from 'zod';

/** Who asked for a support may ask for it again within 90 days of its end (metier.md, annex A): until then the identity stays readable. */
export const IDENTITE_APRES_ECHANGE_JOURS = 90;

/** Row `echange` of `reglage`, as the rule of access reads it in the base at every statement. */
export const ReglageEchange = z.object({
  identiteApresJours: z.number().int().positive().default(IDENTITE_APRES_ECHANGE_JOURS),
});
