import type { z } from 'zod';
import { fr } from 'zod/locales';
import { refusCommuns } from '#lib/refus.ts';

const phrases = fr().localeError;

/** Parses what came from outside, once. Each faulty field gets a French sentence; nothing runs on a half-valid input. */
export function lireEntree<S extends z.ZodType>(schema: S, brut: unknown): z.output<S> {
  const lu = schema.safeParse(brut, { error: phrases });
  if (lu.success) return lu.data;
  const champs: Record<string, string> = {};
  for (const probleme of lu.error.issues) champs[probleme.path.join('.') || 'formulaire'] ??= probleme.message;
  throw refusCommuns.entree_invalide(undefined, champs);
}
