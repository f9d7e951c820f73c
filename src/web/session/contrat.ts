import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

/** The signed-in person, as the shell needs it. */
export const moi = z.object({
  id: z.string(),
  nom: z.string(),
  /** In plain words: « infirmière », « coordinatrice du DAC ». */
  role: z.string(),
  structure: z.string().optional(),
  territoire: z.string(),
  /** True in the trial profile: a strip says that no real person may be written here. */
  essai: z.boolean().default(false),
  /** Names of the actions that the role opens; a screen explains a closed action, it does not hide it. */
  droits: z.array(z.string()).default([]),
});
export type Moi = z.output<typeof moi>;

export const vueMoi = contrat('session.moi', { entree: z.object({}), sortie: moi });
export const actionFermerSession = contrat('session.fermer', { entree: z.object({}), sortie: z.object({}) });
