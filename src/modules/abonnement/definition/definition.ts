import { z } from 'zod';
import { CONTENUS, GESTES } from '../vocabulaire.ts';

const Nde = z.object({
  evenement: z.enum(['DOC', 'ADM', 'SOR', 'NOT']),
  patient: z.string(),
  /** References that designate the declarant: only what they emit is told. */
  declarants: z.array(z.string()).min(1),
  /** The subscriber as it was contained in the subscription, sent back as recipient. */
  abonne: z.record(z.string(), z.unknown()),
});
export type AbonnementNde = z.output<typeof Nde>;

/** A subscription once read: what to watch, whom to call, how much to say. Stored as JSON beside the resource. */
export const Definition = z.object({
  /** Canonical of the topic; absent for a plain R4 criteria and for the national shape. */
  sujet: z.string().optional(),
  type: z.string(),
  gestes: z.array(z.enum(GESTES)).min(1),
  /** Element whose change makes the event, when a mere update is not enough. */
  changementDe: z.string().optional(),
  /** Search conditions on the type, as they were written after the question mark; all must hold. */
  filtres: z.array(z.string()),
  canal: z.object({
    genre: z.enum(['rappel', 'flux']),
    adresse: z.string().optional(),
    contenu: z.enum(CONTENUS),
    delaiSecondes: z.number(),
    parEnvoi: z.number(),
    battementSecondes: z.number().optional(),
  }),
  nde: Nde.optional(),
});
export type Definition = z.output<typeof Definition>;
