import type { Resource } from '@medplum/fhirtypes';
import type { Adresse } from './entree/adresse.ts';
import type { Preferences } from './entree/formats.ts';
import type { Methode, ObjetJson } from './lots/lire-lot.ts';
import type { Morceaux } from './sortie/octets.ts';

export type Parametres = readonly (readonly [string, string])[];

/** What a request carries, read once. */
export type Corps =
  | {
      readonly genre: 'ressource';
      readonly valeur: unknown;
      /** It came in a text longer than the store keeps: its own length must be measured. */
      readonly lourde?: boolean;
    }
  | { readonly genre: 'patch'; readonly valeur: unknown }
  | { readonly genre: 'formulaire'; readonly params: Parametres };

export interface Conditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifNoneExist?: string | undefined;
  readonly ifModifiedSince?: string | undefined;
}

/** One request of the door, whatever carried it: HTTP, or an entry of a Bundle. */
export interface Demande {
  readonly methode: Methode;
  readonly adresse: Adresse;
  readonly params: Parametres;
  readonly corps: Corps | undefined;
  readonly conditions: Conditions;
  readonly preferences: Preferences;
  /** All of them, for operations; built when asked. */
  readonly entetes: () => Headers;
}

/** What the door answers; the HTTP edge and the Bundles write it each in their way. */
export interface Reponse {
  readonly statut: number;
  /** JSON text of the answer, whole or in pieces. */
  readonly texte?: string | Morceaux | undefined;
  /** The text is JSON of ours, not a resource: never turned into XML. */
  readonly sansXml?: boolean;
  readonly version?: number;
  readonly le?: Date;
  /** `Type/id/_history/version`, under the base. */
  readonly emplacement?: string;
  readonly entetes?: Readonly<Record<string, string>>;
  readonly flux?: { readonly typeMime: string; readonly flux: ReadableStream<Uint8Array> };
}

/** A resource that passed the validator: its type is known, its shape is FHIR. */
export type RessourceLue = ObjetJson & Resource;
