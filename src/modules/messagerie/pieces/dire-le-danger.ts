import { sql as fragment } from 'kysely';
import type { Transaction } from '#socle/transaction.ts';
import { PieceMiseDeCote } from '../faits.ts';
import { donnerLaMain, objetDuFil, sujetDesFaits, tenantNaturel } from '../fils/main.ts';
import { lireFil, type Fil } from '../fils/store.ts';
import { DELAIS } from '../parametres.ts';
import { tables } from '../tables.ts';

interface PieceDangereuse {
  readonly id: string;
  readonly nom: string;
  readonly menace: string;
}

/** Told in the thread, where its readers are; when nobody has the hand there any more, somebody has it again: the sender must know. */
export async function direLeDanger(tx: Transaction, piece: PieceDangereuse): Promise<void> {
  const fil = await filDeLaPiece(tx, piece.id);
  // An attachment of another road than the mail has no thread: its line says it.
  if (fil === undefined) return;
  const de = fil.correspondant_nom;
  await tx.fait(PieceMiseDeCote, {
    objet: sujetDesFaits(fil),
    patient: fil.patient ?? undefined,
    lecteurs: fil.lecteurs,
    donnees: { fil: fil.id, de, piece: piece.nom, menace: piece.menace },
  });
  if (await estTenu(tx, fil)) return;
  await donnerLaMain(tx, fil, {
    qui: await tenantNaturel(tx, fil),
    etat: 'attend',
    attente: 'faire',
    prochaine: `prévenir ${de} : sa pièce jointe est dangereuse`,
    cause: 'message.a_repondre',
    delai: DELAIS.aRepondre,
  });
}

async function filDeLaPiece(tx: Transaction, id: string): Promise<Fil | undefined> {
  const courriel = await tables(tx)
    .selectFrom('courriel as c')
    .select('c.fil')
    .where(fragment<boolean>`c.pieces @> ${JSON.stringify([{ id }])}::jsonb`)
    .executeTakeFirst();
  return courriel === undefined || courriel.fil === null ? undefined : lireFil(tx, courriel.fil);
}

async function estTenu(tx: Transaction, fil: Fil): Promise<boolean> {
  const tenue = await tx.sql
    .selectFrom('main_ouverte as m')
    .select('m.objet')
    .where('m.objet', 'in', [objetDuFil(fil), ...(fil.objet === null ? [] : [fil.objet])])
    .where('m.etat', '<>', 'termine')
    .executeTakeFirst();
  return tenue !== undefined;
}
