import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { z } from 'zod';

type Recherche = z.ZodType<Readonly<Record<string, unknown>>>;

export interface Adresse<S extends Recherche> {
  /** Filters, tab, sort, selected row: read from the address with the schema of the route. */
  readonly recherche: z.output<S>;
  /** Changes part of the address; Back comes back. `discret` replaces it (typing in a filter). */
  readonly changer: (partie: Partial<z.input<S>>, discret?: boolean) => void;
}

/** The state that the address holds. `schema` is the route's `validateSearch`. */
export function useAdresse<S extends Recherche>(schema: S): Adresse<S> {
  const brute = useSearch({ strict: false });
  const naviguer = useNavigate();
  return {
    recherche: schema.parse(brute),
    changer: (partie, discret = false) =>
      void naviguer({
        to: '.',
        search: (avant: object) => ({ ...avant, ...partie }),
        replace: discret,
        resetScroll: false,
      }),
  };
}

/** A parameter of the path (`/personnes/$id`). Absent means the page is mounted on the wrong route. */
export function useParametre(nom: string): string {
  const parametres: Readonly<Record<string, unknown>> = useParams({ strict: false });
  const valeur = parametres[nom];
  if (typeof valeur !== 'string') throw new Error(`l’adresse n’a pas de paramètre ${nom}`);
  return valeur;
}
