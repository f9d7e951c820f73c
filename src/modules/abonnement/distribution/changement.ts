import type { Resource } from '@medplum/fhirtypes';
import type { AbonnementNde, Definition } from '../definition/definition.ts';
import type { Geste } from '../vocabulaire.ts';
import { evenementNde } from './evenement-nde.ts';

/** One line of the history, with the version before when there is one. `apres` is absent for a deletion. */
export interface Changement {
  readonly geste: Geste;
  readonly avant: Resource | undefined;
  readonly apres: Resource | undefined;
}

/** What decides whether a version meets the search conditions of a subscription. */
export type Satisfait = (ressource: Resource) => boolean;

/**
 * Whether a change concerns a subscription, and under which national code. Pure. A deletion is judged on what was deleted; an
 * update that leaves the conditions behind is not told.
 */
export function concerne(
  definition: Definition,
  changement: Changement,
  satisfait: Satisfait,
): { readonly motif: string | undefined } | undefined {
  if (definition.nde !== undefined) return nde(definition.nde, changement);
  if (!definition.gestes.includes(changement.geste)) return undefined;
  const jugee = changement.apres ?? changement.avant;
  if (jugee === undefined) return undefined;
  if (definition.changementDe !== undefined && memeValeur(definition.changementDe, changement)) return undefined;
  return satisfait(jugee) ? { motif: undefined } : undefined;
}

function nde(abonnement: AbonnementNde, changement: Changement): { readonly motif: string } | undefined {
  const evenement = evenementNde(changement);
  if (evenement === undefined || evenement.code !== abonnement.evenement) return undefined;
  if (evenement.patient !== abonnement.patient) return undefined;
  return evenement.emetteurs.some((ref) => abonnement.declarants.includes(ref)) ? { motif: evenement.code } : undefined;
}

const memeValeur = (element: string, { avant, apres }: Changement): boolean =>
  avant !== undefined &&
  apres !== undefined &&
  JSON.stringify(Reflect.get(avant, element)) === JSON.stringify(Reflect.get(apres, element));
