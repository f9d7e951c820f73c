import type { Curseur } from '#connectors/mssante/boite.ts';
import type { Transaction } from '#socle/transaction.ts';
import { tables } from '../tables.ts';

export async function lireCurseur(tx: Transaction, boite: string): Promise<Curseur | undefined> {
  const ligne = await tables(tx)
    .selectFrom('curseur_boite as b')
    .select(['b.uidvalidity', 'b.uid'])
    .where('b.boite', '=', boite)
    .executeTakeFirst();
  return ligne === undefined ? undefined : { uidvalidity: ligne.uidvalidity, uid: Number(ligne.uid) };
}

/** Never goes back inside one numbering: a slower worker does not make the next round read again. */
export async function poserCurseur(tx: Transaction, boite: string, curseur: Curseur): Promise<void> {
  const ligne = { uidvalidity: curseur.uidvalidity, uid: curseur.uid, le: tx.maintenant };
  await tables(tx)
    .insertInto('curseur_boite')
    .values({ boite, ...ligne })
    .onConflict((conflit) =>
      conflit
        .column('boite')
        .doUpdateSet(ligne)
        .where((eb) =>
          eb.or([
            eb('curseur_boite.uidvalidity', '<>', curseur.uidvalidity),
            eb('curseur_boite.uid', '<', String(curseur.uid)),
          ]),
        ),
    )
    .execute();
}
