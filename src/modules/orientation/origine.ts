import { demandeDe, type Demande } from '#modules/demande/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Orientation } from './orientation.ts';
import { charger } from './store.ts';

export interface Origine {
  /** Undefined while the identity of the request is not confirmed, or when nothing designates anybody. */
  readonly patient: string | undefined;
  readonly demande: Demande | undefined;
  readonly precedente: Orientation | undefined;
}

/** For whom an orientation is about to leave: named by a request, by the refused orientation it replaces, or by her file. Each is read with the actor's own rights. */
export async function origineDe(
  tx: Transaction,
  entree: {
    readonly demande?: string | undefined;
    readonly patient?: string | undefined;
    readonly precedente?: string | undefined;
  },
): Promise<Origine> {
  const precedente = entree.precedente === undefined ? undefined : await charger(tx, entree.precedente);
  const idDemande = entree.demande ?? precedente?.demande;
  const demande = idDemande === undefined ? undefined : await demandeDe(tx, idDemande);
  const connu = demande?.patient ?? precedente?.patient;
  if (connu !== undefined || entree.patient === undefined) return { patient: connu, demande, precedente };
  const { ressource } = await tx.lire('Patient', entree.patient);
  return { patient: ressource.id, demande, precedente };
}
