import type { Famille } from '#fhir/types.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { ClePublique } from './cles.ts';
import type { PermissionsLues } from './permissions.ts';

/**
 * A software a territory lets in. `systeme`: acts in its own name and signs with its key. `application`: acts for the person
 * who opens it; with a key it proves itself too, without one it is a public client, and PKCE is its only proof.
 */
export interface Client {
  readonly id: string;
  readonly territoire: CodeTerritoire;
  readonly nom: string;
  readonly genre: 'systeme' | 'application';
  readonly cles: readonly ClePublique[];
  readonly permises: PermissionsLues;
  readonly familles: readonly Famille[];
  /** Exact addresses an application may be sent back to. */
  readonly retours: readonly string[];
  /** Address where Cordée opens the application on a person. */
  readonly lancement: string | undefined;
  /** Who to call when it misbehaves. */
  readonly contact: string;
  readonly creeLe: Date;
  readonly finLe: Date | undefined;
  readonly suspenduLe: Date | undefined;
}

/** Why a registered software may not come in now, in a French sentence; undefined when it may. */
export function fermePourquoi(client: Client, maintenant: Date): string | undefined {
  if (client.suspenduLe !== undefined)
    return `Le logiciel « ${client.nom} » est suspendu par son territoire. Joignez l’opérateur de Cordée.`;
  if (client.finLe !== undefined && client.finLe <= maintenant)
    return `L’accès du logiciel « ${client.nom} » est arrivé à sa fin. Demandez à l’opérateur de Cordée de le prolonger.`;
  return undefined;
}
