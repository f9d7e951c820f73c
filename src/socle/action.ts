import type { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import type { Decision } from '#acces/decision.ts';
import type { Contrat } from '#lib/contrat.ts';
import type { ApresDeces } from './apres-deces.ts';
import type { Transaction } from './transaction.ts';

export interface Faire<E> {
  readonly entree: E;
  readonly acteur: Acteur;
  readonly tx: Transaction;
  readonly maintenant: Date;
}

/** Every change is one named action: input schema, right, then load, decide, save, record, return. */
export interface Action {
  readonly nom: string;
  readonly entree: z.ZodType;
  readonly sortie: z.ZodType;
  /** Still done about somebody whose record is frozen by her death, and why. Absent: refused (SP-16). */
  readonly apresDeces?: ApresDeces | undefined;
  droit(demande: { entree: unknown; acteur: Acteur; tx: Transaction }): Decision | Promise<Decision>;
  faire(demande: Faire<unknown>): Promise<unknown>;
}

/** Every screen and every indicator reads one named view. `genre` says how the trace calls it. */
export interface Vue {
  readonly nom: string;
  readonly entree: z.ZodType;
  readonly sortie: z.ZodType;
  readonly genre: 'lecture' | 'recherche' | 'export';
  droit(demande: { entree: unknown; acteur: Acteur; tx: Transaction }): Decision | Promise<Decision>;
  lire(demande: Faire<unknown>): Promise<unknown>;
}

type Droit<E> = (demande: { entree: E; acteur: Acteur; tx: Transaction }) => Decision | Promise<Decision>;

/** Builds an action on its contract. Types flow from the contract; the executor parses before anything runs. */
export function action<E extends z.ZodType, S extends z.ZodType>(
  contrat: Contrat<E, S>,
  corps: {
    apresDeces?: ApresDeces;
    droit: Droit<z.output<E>>;
    faire: (demande: Faire<z.output<E>>) => Promise<z.input<S>>;
  },
): Action {
  return { ...contrat, ...corps };
}

export function vue<E extends z.ZodType, S extends z.ZodType>(
  contrat: Contrat<E, S>,
  corps: {
    genre?: Vue['genre'];
    droit: Droit<z.output<E>>;
    lire: (demande: Faire<z.output<E>>) => Promise<z.input<S>>;
  },
): Vue {
  return {
    ...contrat,
    genre: corps.genre ?? 'lecture',
    droit: corps.droit,
    lire: corps.lire,
  };
}
