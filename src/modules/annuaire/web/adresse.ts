import { z } from 'zod';
import { GenreFiche } from '../contract.ts';

/** What the address of the door holds: the sentence, what kind, which page. Never a patient. */
export const rechercheAnnuaire = z.object({
  q: z.string().max(200).default('').catch(''),
  genre: GenreFiche.optional().catch(undefined),
  page: z.number().int().min(1).max(50).default(1).catch(1),
});

export const GESTES_FICHE = ['signaler', 'corriger', 'noter'] as const;
export type GesteFiche = (typeof GESTES_FICHE)[number];

/** The open panel is part of the address: Back closes it. */
const geste = z.enum(GESTES_FICHE).optional().catch(undefined);
export const rechercheFiche = z.object({ ref: z.string().max(90).default('').catch(''), geste });
export const rechercheVerification = z.object({ geste });
