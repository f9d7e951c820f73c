import type { z } from 'zod';
import type { Action, Vue } from './action.ts';
import type { EcritureFhir } from './ecriture-fhir.ts';
import type { Fait } from './fait.ts';
import type { ApprendreNonRemis, RecevoirNouveau, RecevoirReponse } from './reception.ts';
import type { Transaction } from './transaction.ts';

/** A deadline came due: the room moves the hand (escalation, reminder) or closes the thing, in this transaction. */
export type Sonnerie = (demande: { tx: Transaction; objet: string; cause: string; maintenant: Date }) => Promise<void>;

export type ResultatEnvoi =
  | { readonly etat: 'parti' }
  /** The partner will never take it: shown at once, another channel is proposed. */
  | { readonly etat: 'echec'; readonly motif: string }
  /** The partner is down: tried again later, the state stays visible. */
  | { readonly etat: 'panne'; readonly motif: string };

/** Delivers one line of the outbox, outside any transaction; idempotent by `id`. */
export interface Canal {
  livrer(envoi: { id: string; objet: string; charge: unknown; territoire: string }): Promise<ResultatEnvoi>;
  /** Written with the final failure, in the same transaction: who is told, what next. */
  echouer: (demande: {
    tx: Transaction;
    envoi: { id: string; objet: string; charge: unknown };
    motif: string;
  }) => Promise<void>;
  /** Written with the successful departure. */
  parti?: (demande: { tx: Transaction; envoi: { id: string; objet: string; charge: unknown } }) => Promise<void>;
}

/** What a room offers to the house. `wiring.ts` gathers them; nothing else knows the list. */
export interface Module {
  readonly nom: string;
  readonly actions: readonly Action[];
  readonly vues: readonly Vue[];
  readonly faits: readonly Fait<z.ZodType>[];
  readonly sonneries?: Readonly<Record<string, Sonnerie>>;
  /** New mail, by queue (`dac`). */
  readonly nouveaux?: Readonly<Record<string, RecevoirNouveau>>;
  /** Answers and failures, by genre of the thing the thread is about (`demande`, `orientation`, `appel`). */
  readonly reponses?: Readonly<Record<string, RecevoirReponse>>;
  readonly nonRemis?: Readonly<Record<string, ApprendreNonRemis>>;
  /** FHIR writes this room turns into its own actions. Several rooms may share a type. */
  readonly ecrituresFhir?: readonly EcritureFhir[];
}

export interface Registre {
  readonly actions: ReadonlyMap<string, Action>;
  readonly vues: ReadonlyMap<string, Vue>;
  readonly faits: ReadonlyMap<string, Fait<z.ZodType>>;
  readonly sonneries: ReadonlyMap<string, Sonnerie>;
  readonly nouveaux: ReadonlyMap<string, RecevoirNouveau>;
  readonly reponses: ReadonlyMap<string, RecevoirReponse>;
  readonly nonRemis: ReadonlyMap<string, ApprendreNonRemis>;
  /** By FHIR type, in the order of the rooms. */
  readonly ecrituresFhir: ReadonlyMap<string, readonly EcritureFhir[]>;
}

/** Gathers the rooms; a name declared twice stops the start. */
export function rassembler(modules: readonly Module[]): Registre {
  return {
    actions: indexer(modules.flatMap((m) => m.actions.map((a) => [a.nom, a] as const))),
    vues: indexer(modules.flatMap((m) => m.vues.map((v) => [v.nom, v] as const))),
    faits: indexer(modules.flatMap((m) => m.faits.map((f) => [f.nom, f] as const))),
    sonneries: indexer(modules.flatMap((m) => Object.entries(m.sonneries ?? {}))),
    nouveaux: indexer(modules.flatMap((m) => Object.entries(m.nouveaux ?? {}))),
    reponses: indexer(modules.flatMap((m) => Object.entries(m.reponses ?? {}))),
    nonRemis: indexer(modules.flatMap((m) => Object.entries(m.nonRemis ?? {}))),
    ecrituresFhir: Map.groupBy(
      modules.flatMap((m) => m.ecrituresFhir ?? []),
      (ecriture) => ecriture.type,
    ),
  };
}

function indexer<T>(entrees: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  const index = new Map<string, T>();
  for (const [nom, valeur] of entrees) {
    if (index.has(nom)) throw new Error(`« ${nom} » est déclaré deux fois par les modules`);
    index.set(nom, valeur);
  }
  return index;
}
