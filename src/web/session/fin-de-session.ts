import { PRESENCE_MS } from './activite.ts';

/** The server writes the time of last use at most this often: it may believe the session idle for that much longer. */
const PRECISION_MS = 60_000;
const AVERTIR_AVANT_MS = 2 * 60_000;
const DIRE_LA_FIN_AVANT_MS = 15 * 60_000;

export type SuiteDeSession = 'rien' | 'signaler' | 'avertir' | 'dire_la_fin';

/**
 * What the page does for its session now. `geste`: last gesture of the person. `presence`: last request that said somebody was there. All
 * in milliseconds. `signaler`: somebody types and asks for nothing, the server must hear of it. `avertir`: it closes in two minutes.
 */
export function ceQuiVient(e: {
  readonly maintenant: number;
  readonly geste: number;
  readonly presence: number;
  readonly inactiviteMs: number;
  readonly expire: number;
}): SuiteDeSession {
  // Only while the gesture still counts as a presence: later, the request would say that nobody is there.
  if (e.maintenant - e.geste < PRESENCE_MS && e.maintenant - e.presence >= PRESENCE_MS) return 'signaler';
  const ferme = e.presence - PRECISION_MS + e.inactiviteMs;
  if (ferme - e.maintenant <= AVERTIR_AVANT_MS) return 'avertir';
  return e.expire - e.maintenant <= DIRE_LA_FIN_AVANT_MS ? 'dire_la_fin' : 'rien';
}
