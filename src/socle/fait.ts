import type { z } from 'zod';
import type { Famille } from '#fhir/types.ts';

/** What happened, in the past tense and versioned. Everything visible (thread, notifications, indicators) derives from facts. */
export interface Fait<D extends z.ZodType> {
  readonly nom: string;
  readonly donnees: D;
  /** Family of information of the fact itself: decides who reads its line in the thread. */
  readonly famille: Famille;
  /** Sentence of the thread, written for a human; never a raw code. */
  phrase(donnees: z.output<D>): { readonly titre: string; readonly detail?: string };
  /** Prefixes of the views this fact makes stale (`demande`, `dossier.fil`): sent to open screens, without any data. */
  readonly vues: readonly string[];
}

export function definirFait<D extends z.ZodType>(nom: string, definition: Omit<Fait<D>, 'nom'>): Fait<D> {
  return { nom, ...definition };
}
