import { identiteDe } from '#modules/dossier/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { confier } from '../porteur.ts';
import { refus } from '../refus.ts';
import { tables } from '../tables.ts';

export const CAUSE_DOUBLON = 'identitovigilance.doublon';

export interface Ressemblance {
  readonly origine: 'ressemblance' | 'matricule' | 'signale';
  readonly motifs: readonly string[];
  readonly conflits: readonly string[];
  readonly score: number;
}

/** One line per pair, whoever finds it again; the pair already decided stays decided. Gives the line, and whether it is new. */
export async function ouvrirDoublon(
  tx: Transaction,
  un: string,
  autre: string,
  { origine, motifs, conflits, score }: Ressemblance,
): Promise<{ readonly id: string; readonly nouveau: boolean }> {
  const [a = un, b = autre] = [un, autre].sort();
  const pose = await tables(tx)
    .insertInto('doublon')
    .values({
      id: tx.nouvelId(),
      a,
      b,
      origine,
      motifs: [...motifs],
      conflits: [...conflits],
      score,
      ouvert_le: tx.maintenant,
    })
    .onConflict((conflit) => conflit.doNothing())
    .returning('doublon.id')
    .executeTakeFirst();
  if (pose === undefined) return { id: await doublonConnu(tx, a, b), nouveau: false };
  await confierDoublon(tx, pose.id, a);
  return { id: pose.id, nouveau: true };
}

async function doublonConnu(tx: Transaction, a: string, b: string): Promise<string> {
  const ligne = await tables(tx)
    .selectFrom('doublon')
    .select('doublon.id')
    .where('doublon.a', '=', a)
    .where('doublon.b', '=', b)
    .executeTakeFirstOrThrow();
  return ligne.id;
}

async function confierDoublon(tx: Transaction, id: string, patient: string): Promise<void> {
  await confier(tx, await choseDuDoublon(tx, id, patient));
}

export async function choseDuDoublon(tx: Transaction, id: string, patient: string) {
  const { nomAffiche } = await identiteDe(tx, patient);
  return {
    objet: `doublon/${id}`,
    genre: 'doublon' as const,
    patient,
    titre: `Doublon possible : ${nomAffiche}`,
    prochaine: 'Comparez les deux dossiers, puis dites si c’est la même personne.',
    cause: CAUSE_DOUBLON,
  };
}

/** The open line, locked: two decisions at once follow each other. */
export async function prendreDoublon(tx: Transaction, id: string): Promise<{ readonly a: string; readonly b: string }> {
  const ligne = await tables(tx)
    .selectFrom('doublon')
    .select(['doublon.a', 'doublon.b', 'doublon.etat'])
    .where('doublon.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (ligne === undefined || ligne.etat !== 'ouvert') throw refus.deja_decide();
  return ligne;
}

export async function fermerDoublon(
  tx: Transaction,
  id: string,
  etat: 'distinct' | 'fusionne',
  motif: string,
): Promise<void> {
  await tables(tx)
    .updateTable('doublon')
    .set({ etat, motif, decide_le: tx.maintenant, decide_par: tx.acteur.id })
    .where('doublon.id', '=', id)
    .execute();
  await tx.poserLaMain(`doublon/${id}`);
}
