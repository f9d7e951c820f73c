import { z } from 'zod';

const reference = z.string().max(100).optional().catch(undefined);

/** With whom, about whom, about what: references only, never a name. */
export const rechercheNouvelAppel = z.object({ avec: reference, patient: reference, objet: reference });

export const GESTES_DE_TACHE = ['faire', 'reporter'] as const;

/** The open panel is part of the address: Back closes it. */
export const rechercheTache = z.object({ geste: z.enum(GESTES_DE_TACHE).optional().catch(undefined) });
