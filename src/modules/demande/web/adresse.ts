import { z } from 'zod';

export const FILTRES = ['a_prendre', 'les_miennes', 'en_cours', 'retard', 'closes'] as const;
export type Filtre = (typeof FILTRES)[number];
/** What the list shows when no word narrows it. */
export const SANS_FILTRE: Filtre = 'en_cours';

export const rechercheFile = z.object({ filtre: z.enum(FILTRES).default(SANS_FILTRE).catch(SANS_FILTRE) });

export const GESTES = [
  'confirmer',
  'preciser',
  'accord',
  'complement',
  'noterComplement',
  'decider',
  'suivre',
  'veille',
  'reprendre',
  'transmettre',
  'clore',
  'annuler',
  'rouvrir',
] as const;
export type Geste = (typeof GESTES)[number];

/** The open panel is part of the address: Back closes it, a reload finds it again. */
export const rechercheDemande = z.object({ geste: z.enum(GESTES).optional().catch(undefined) });

/** About whom one asks, when one comes from her page: a reference, never a name. */
export const rechercheNouvelle = z.object({ patient: z.string().max(64).optional().catch(undefined) });
