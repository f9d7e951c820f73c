import { recuParNom } from '#acces/portee.ts';
import { refusCommuns } from '#lib/refus.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrats from '../contract.ts';
import { peutLire } from '../droits.ts';
import { boiteDeLaStructure } from '../fils/boites.ts';
import { tables } from '../tables.ts';

/** Opens an attachment, or the bytes of a mail set aside, to whoever the exchange names. */
export const vueDocument = vue(contrats.document, {
  droit: peutLire,
  genre: 'export',
  async lire({ entree, tx }) {
    const document = 'piece' in entree ? await piece(tx, entree.piece) : await illisible(tx, entree.illisible);
    if (document === undefined) throw refusCommuns.introuvable();
    return { nom: document.nom, octets: document.octets.toString('base64') };
  },
});

async function piece(tx: Transaction, id: string): Promise<{ nom: string; octets: Buffer } | undefined> {
  const ligne = await tx.sql
    .selectFrom('piece as p')
    .select(['p.nom', 'p.octets', 'p.lecteurs', 'p.patient'])
    .where('p.id', '=', id)
    .where(recuParNom(tx.acteur, tx.maintenant, 'p', 'piece'))
    .executeTakeFirst();
  if (ligne === undefined || !ligne.lecteurs.some((ref) => tx.acteur.refs.includes(ref))) return undefined;
  tx.concerne(ligne.patient ?? undefined);
  return ligne;
}

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
