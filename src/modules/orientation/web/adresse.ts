import { z } from 'zod';
import { FILTRES, type Filtre } from '../contract.ts';

/** What the list shows when no word narrows it. */
export const SANS_FILTRE: Filtre = 'ouvertes';

const reference = z.string().max(100).optional().catch(undefined);

export const rechercheOrientations = z.object({
  filtre: z.enum(FILTRES).default(SANS_FILTRE).catch(SANS_FILTRE),
  demande: reference,
  patient: reference,
  /** Where the previous page of the list ended. */
  apres: z.string().max(120).optional().catch(undefined),
});

/** For whom, to whom, after which refusal: references only, never a name. */
export const rechercheNouvelle = z.object({
  demande: reference,
  patient: reference,
  ressource: reference,
  precedente: reference,
});

export const GESTES = ['repondre', 'rdv', 'commencer', 'terminer', 'interrompre', 'annuler', 'echec'] as const;
export type Geste = (typeof GESTES)[number];

/** The open panel is part of the address: Back closes it, a reload finds it again. */
export const rechercheOrientation = z.object({ geste: z.enum(GESTES).optional().catch(undefined) });
