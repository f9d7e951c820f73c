import type { Base } from '#lib/sql/connexion.ts';
import type { TablesAcces } from '../tables.ts';

/**
 * What Pro Santé Connect announces at this sign-in decides which activities it still vouches for. An activity it announced before
 * and no longer does is over: not offered, and open sessions lose it. One it never announced (coordination, project) is the
 * territory's own affair, and stays. `structures`: references of the structures announced.
 */
export async function rafraichirActivites(
  base: Base,
  compte: string,
  structures: readonly string[],
  maintenant: Date,
): Promise<void> {
  const annoncees = [...new Set(structures)];
  await base.commun<TablesAcces, void>(async (sql) => {
    await sql.updateTable('compte').set({ psc_lu_le: maintenant }).where('compte.id', '=', compte).execute();
    if (annoncees.length > 0) {
      await sql
        .updateTable('affectation')
        .set({ psc_vue_le: maintenant })
        .where('affectation.compte', '=', compte)
        .where('affectation.structure', 'in', annoncees)
        .execute();
      await sql
        .updateTable('affectation')
        .set({ psc_finie_le: null })
        .where('affectation.compte', '=', compte)
        .where('affectation.structure', 'in', annoncees)
        .where('affectation.psc_finie_le', 'is not', null)
        .execute();
    }
    await sql
      .updateTable('affectation')
      .set({ psc_finie_le: maintenant })
      .where('affectation.compte', '=', compte)
      .where('affectation.psc_vue_le', '<', maintenant)
      .where('affectation.psc_finie_le', 'is', null)
      .execute();
  });
}
