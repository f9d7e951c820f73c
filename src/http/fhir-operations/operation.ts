import type { Resource } from '@medplum/fhirtypes';
import type { Acteur } from '#acces/acteur.ts';
import type { Portee } from '#fhir/store/portee.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import type { Morceaux } from '../fhir/sortie/octets.ts';

/** What the REST door gives to an operation: everything was read and bounded once, nothing of HTTP is left but the headers. */
export interface ContexteOperation {
  readonly acteur: Acteur;
  /** The reader's own rights: every resource an operation shows is read through it. */
  readonly portee: Portee;
  readonly interroger: Interroger;
  readonly maintenant: Date;
  readonly methode: 'GET' | 'POST' | 'DELETE';
  /** Type and id of the address; undefined above their level. */
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  /** Parameters of the address, in order; `_format` and `_pretty` are already the door's. */
  readonly params: readonly (readonly [string, string])[];
  /** Body already parsed (JSON or XML), not yet validated; undefined without one. */
  readonly corps?: unknown;
  readonly entetes: Headers;
  /** Address of the door, without a final slash: `https://…/fhir`. */
  readonly base: string;
}

export type CorpsDOperation =
  /** Written by the door in the asked format. */
  | { readonly genre: 'ressource'; readonly ressource: Resource }
  /** JSON text of one resource, assembled from stored texts: sent as it is, or turned into XML by the door. */
  | { readonly genre: 'texte'; readonly texte: string | Morceaux }
  /** JSON that is not a resource (the manifest of an export). */
  | { readonly genre: 'json'; readonly texte: string }
  | { readonly genre: 'flux'; readonly typeMime: string; readonly flux: ReadableStream<Uint8Array> };

export interface ReponseOperation {
  readonly statut: 200 | 202 | 204;
  readonly entetes?: Readonly<Record<string, string>>;
  readonly corps?: CorpsDOperation;
  /** The line of `trace` the door writes before it answers: no trace, no answer. */
  readonly trace: {
    readonly genre: 'lecture' | 'recherche' | 'ecriture' | 'export';
    readonly objet: string | null;
    readonly patient: string | null;
    readonly nombre: number | null;
  };
}

/**
 * One FHIR operation (`$document`, `$export`…), mounted by the REST door from a table. `executer` throws `RefusFhir` to refuse;
 * the door then traces the refusal. The trace of a success is signed `fhir.<nom without $>`.
 */
export interface Operation {
  /** With its dollar: `$expand`. */
  readonly nom: string;
  readonly niveau: 'systeme' | 'type' | 'instance';
  /** Types it is served on; empty at system level. */
  readonly types: readonly string[];
  readonly methodes: readonly ContexteOperation['methode'][];
  /** Canonical of its OperationDefinition, for the CapabilityStatement; absent for addresses that only serve another operation. */
  readonly definition?: string;
  readonly executer: (contexte: ContexteOperation) => Promise<ReponseOperation>;
}
