import { refusCommuns } from '#lib/refus.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrats from '../contract.ts';
import { peutLire } from '../droits.ts';
import { boiteDeLaStructure } from '../fils/boites.ts';
import { tables } from '../tables.ts';

/** Hands over the bytes of a mail set aside to whoever holds its mailbox. */
export const vueDocument = vue(contrats.document, {
  droit: peutLire,
  genre: 'export',
  async lire({ entree, tx }) {
    const document = await illisible(tx, entree.illisible);
    if (document === undefined) throw refusCommuns.introuvable();
    return { nom: document.nom, octets: document.octets.toString('base64') };
  },
});

async function illisible(tx: Transaction, id: string): Promise<{ nom: string; octets: Buffer } | undefined> {
  const boite = await boiteDeLaStructure(tx);
  if (boite === undefined) return undefined;
  const ligne = await tables(tx)
    .selectFrom('courriel as c')
    .select('c.brut')
    .where('c.id', '=', id)
    .where('c.boite', '=', boite.adresse)
    .where('c.etat', '=', 'quarantaine')
    .executeTakeFirst();
  return ligne?.brut == null ? undefined : { nom: 'message.eml', octets: ligne.brut };
}
