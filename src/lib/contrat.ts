import type { z } from 'zod';

/** What an action or a view takes and gives: the only thing the server and the screens share. Pure, no server import. */
export interface Contrat<E extends z.ZodType, S extends z.ZodType> {
  readonly nom: string;
  readonly entree: E;
  readonly sortie: S;
}

export function contrat<E extends z.ZodType, S extends z.ZodType>(
  nom: string,
  schemas: { readonly entree: E; readonly sortie: S },
): Contrat<E, S> {
  return { nom, ...schemas };
}
