import { ouvrirLesSalles } from '#modules/index.ts';
import type { Journal } from '#lib/journal.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Coffre } from '#lib/coffre/index.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { chargerDemo } from '../cli/demo/index.ts';

export const TERRITOIRE_ESSAI = 't0001';

/**
 * Loads the demonstration territory, or goes on where a cut start left it; nothing is touched when all is there. Gives what is
 * left to play once the house is open: the older stories, which nobody has to wait for.
 */
export async function preparerDemo(outils: {
  base: Base;
  coffre: Coffre;
  urlAdministrateur: string;
  origine: string;
  journal: Journal;
}): Promise<(() => Promise<void>) | undefined> {
  const bilan = await chargerDemo({
    ...outils,
    registre: ouvrirLesSalles({ horlogeEssai: undefined, profil: 'essai' }),
    nouvelId,
    maintenant: new Date(),
  });
  const { suite } = bilan;
  return suite === undefined ? undefined : async () => void (await suite());
}
