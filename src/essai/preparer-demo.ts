import { ouvrirLesSalles } from '#modules/index.ts';
import type { Journal } from '#lib/journal.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Base } from '#lib/sql/connexion.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { chargerDemo } from '../cli/demo/index.ts';

export const TERRITOIRE_ESSAI = 't0001';

/** Loads the demonstration territory once: nothing is touched when it is already there. */
export async function preparerDemo(outils: {
  base: Base;
  urlAdministrateur: string;
  origine: string;
  journal: Journal;
}): Promise<void> {
  const deja = await outils.base.commun<TablesAcces, boolean>(async (sql) => {
    const ligne = await sql
      .selectFrom('territoire')
      .select('territoire.code')
      .where('territoire.code', '=', TERRITOIRE_ESSAI)
      .executeTakeFirst();
    return ligne !== undefined;
  });
  if (deja) return;
  await chargerDemo({
    ...outils,
    registre: ouvrirLesSalles({ horlogeEssai: undefined, profil: 'essai' }),
    nouvelId,
    maintenant: new Date(),
  });
}
