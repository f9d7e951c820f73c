import type { Famille } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';
import { modifierCommunication, rattacherRessource } from '../fhir.ts';
import { courrielsDuFil, lireFil, modifierFil, type Courriel, type Fil } from './store.ts';

export interface Rattachement {
  readonly objet?: string | undefined;
  readonly genre?: string | undefined;
  readonly patient?: string | undefined;
  readonly famille?: Famille | undefined;
  readonly lecteurs?: readonly string[] | undefined;
}

/**
 * Says what a thread is about, or who may read it besides; its messages follow. What is already said stays: a thread never
 * leaves one thing for another by this way. Returns the thread as it is now.
 */
export async function rattacherFil(tx: Transaction, id: string, rattachement: Rattachement): Promise<Fil> {
  const fil = await lireFil(tx, id);
  if (fil === undefined) throw new Error(`fil ${id} introuvable`);
  const objet = fil.objet ?? rattachement.objet ?? null;
  const nouveau: Fil = {
    ...fil,
    objet,
    genre: fil.objet === null && rattachement.objet !== undefined ? (rattachement.genre ?? fil.genre) : fil.genre,
    patient: fil.patient ?? rattachement.patient ?? null,
    famille: rattachement.famille ?? fil.famille,
    lecteurs: [...new Set([...fil.lecteurs, ...(rattachement.lecteurs ?? [])])],
  };
  if (memeRattachement(fil, nouveau)) return fil;
  const { genre, patient, famille, lecteurs } = nouveau;
  await modifierFil(tx, fil.id, { objet, genre, patient, famille, lecteurs });
  const courriels = await courrielsDuFil(tx, fil.id, { verrou: true });
  await rattacherPieces(tx, courriels, nouveau);
  for (const courriel of courriels) {
    if (courriel.communication !== null)
      await modifierCommunication(tx, courriel.communication, lecteurs, rattacherRessource(nouveau));
  }
  return nouveau;
}

async function rattacherPieces(
  tx: Transaction,
  courriels: readonly Courriel[],
  { patient, lecteurs }: Fil,
): Promise<void> {
  const ids = courriels.flatMap((courriel) => courriel.pieces.map((piece) => piece.id));
  if (ids.length === 0) return;
  await tx.sql.updateTable('piece').set({ patient, lecteurs }).where('piece.id', 'in', ids).execute();
}

function memeRattachement(a: Fil, b: Fil): boolean {
  const memes = a.objet === b.objet && a.genre === b.genre && a.patient === b.patient && a.famille === b.famille;
  return memes && a.lecteurs.length === b.lecteurs.length;
}
