import type { Transaction } from '#socle/transaction.ts';
import { DemandeDeposee } from '../faits.ts';
import { objetDuDepot, USAGE_DEPOT } from './lien.ts';

/** How many links this correspondent may open now, and until when. */
export async function liensOuverts(
  tx: Transaction,
  adresse: string,
): Promise<{ readonly ouverts: number; readonly jusquAu: Date | undefined }> {
  const lignes = await tx.sql
    .selectFrom('lien')
    .select('lien.expire_le')
    .where('lien.usage', '=', USAGE_DEPOT)
    .where('lien.objet', '=', objetDuDepot(adresse))
    .where('lien.expire_le', '>', tx.maintenant)
    .orderBy('lien.expire_le', 'desc')
    .execute();
  return { ouverts: lignes.length, jusquAu: lignes[0]?.expire_le };
}

/** Ends them now: a link that has expired no longer opens anything. */
export async function fermerLesLiens(tx: Transaction, adresse: string): Promise<number> {
  const fermes = await tx.sql
    .updateTable('lien')
    .set({ expire_le: tx.maintenant })
    .where('lien.usage', '=', USAGE_DEPOT)
    .where('lien.objet', '=', objetDuDepot(adresse))
    .where('lien.expire_le', '>', tx.maintenant)
    .returning('lien.empreinte')
    .execute();
  return fermes.length;
}

/** `Task/…` of what the person behind this link filed since then, newest first. */
export async function deposesDepuis(tx: Transaction, depuis: Date): Promise<readonly string[]> {
  const faits = await tx.sql
    .selectFrom('fait')
    .select('fait.objet')
    .where('fait.nom', '=', DemandeDeposee.nom)
    .where('fait.survenu_le', '>', depuis)
    .where('fait.auteur', '=', tx.acteur.id)
    .orderBy('fait.survenu_le', 'desc')
    .execute();
  return faits.map((fait) => fait.objet);
}
