import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  MutationCache,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type { z } from 'zod';
import type { Contrat } from '#lib/contrat.ts';
import { ErreurApi, executer, lire, nouvelleCle } from './api.ts';
import { useJeton } from './lien/jeton.ts';
import { signalerSessionPerdue } from './session/perdue.ts';

const ESSAIS_DE_LECTURE = 3;

function surErreur(erreur: unknown): void {
  if (erreur instanceof ErreurApi && erreur.sessionPerdue) signalerSessionPerdue();
}

/** A refusal will not change by asking again; a fault or a cut may. */
function faitEncoreEssayer(essais: number, erreur: unknown): boolean {
  if (erreur instanceof ErreurApi && erreur.genre === 'refus') return false;
  return essais < ESSAIS_DE_LECTURE;
}

export function creerClientDeRequetes(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: surErreur }),
    mutationCache: new MutationCache({ onError: surErreur }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: faitEncoreEssayer, networkMode: 'always', refetchOnReconnect: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

interface OptionsDeVue {
  /** False waits: nothing is asked. */
  readonly actif?: boolean | undefined;
  /** Keeps the previous answer on screen while the next one comes (search, filters, pages). */
  readonly garder?: boolean | undefined;
  /** Asks again by itself, where the live stream does not reach (pages without session). */
  readonly rafraichirMs?: number | undefined;
}

export type ResultatDeVue<T> = UseQueryResult<T, ErreurApi>;

/** One named query of the server, cached under [nom, entree] and refreshed live. */
export function useVue<E extends z.ZodType, S extends z.ZodType>(
  vue: Contrat<E, S>,
  entree: z.input<E>,
  options: OptionsDeVue = {},
): ResultatDeVue<z.output<S>> {
  const jeton = useJeton();
  return useQuery<z.output<S>, ErreurApi>({
    queryKey: jeton === undefined ? [vue.nom, entree] : [vue.nom, entree, jeton],
    queryFn: ({ signal }) => lire(vue, entree, { signal, jeton }),
    enabled: options.actif ?? true,
    ...(options.rafraichirMs !== undefined && { refetchInterval: options.rafraichirMs }),
    ...(options.garder === true && { placeholderData: keepPreviousData }),
  });
}

interface OptionsDAction<E extends z.ZodType, S extends z.ZodType> {
  /** Once the server said yes. */
  readonly apres?: ((sortie: z.output<S>, entree: z.input<E>) => void) | undefined;
}

export interface Action<E extends z.ZodType, S extends z.ZodType> {
  readonly executer: (entree: z.input<E>) => void;
  readonly enCours: boolean;
  readonly erreur: ErreurApi | undefined;
  /** For <Formulaire erreurs>: undefined when the refusal is not about fields. */
  readonly erreurs: Readonly<Record<string, string>> | undefined;
  /** For <Formulaire erreurGenerale>. */
  readonly erreurGenerale: string | undefined;
  readonly sortie: z.output<S> | undefined;
  readonly oublier: () => void;
}

interface Tentative {
  readonly cle: string;
  readonly empreinte: string;
}

/**
 * Runs a named action. The same input sent again after a cut or a fault carries the same idempotency key, so it never runs twice;
 * a refusal or a changed input takes a new key.
 */
export function useAction<E extends z.ZodType, S extends z.ZodType>(
  action: Contrat<E, S>,
  { apres }: OptionsDAction<E, S> = {},
): Action<E, S> {
  const client = useQueryClient();
  const jeton = useJeton();
  const tentative = useRef<Tentative>(undefined);
  const mutation = useMutation<z.output<S>, ErreurApi, z.input<E>>({
    mutationFn: (entree) => {
      const empreinte = JSON.stringify(entree);
      if (tentative.current?.empreinte !== empreinte) tentative.current = { cle: nouvelleCle(), empreinte };
      return executer(action, entree, { cle: tentative.current.cle, jeton });
    },
    onSuccess: async (sortie, entree) => {
      tentative.current = undefined;
      apres?.(sortie, entree);
      await client.invalidateQueries();
    },
    onError: (erreur) => {
      if (erreur.genre === 'refus') tentative.current = undefined;
    },
  });
  const erreur = mutation.error ?? undefined;
  const champs = erreur?.champs;
  return {
    executer: (entree) => {
      if (!mutation.isPending) mutation.mutate(entree);
    },
    enCours: mutation.isPending,
    erreur,
    erreurs: champs,
    erreurGenerale: champs === undefined || Object.keys(champs).length === 0 ? erreur?.texte : undefined,
    sortie: mutation.data,
    oublier: mutation.reset,
  };
}
