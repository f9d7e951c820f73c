import type { Transaction } from '#socle/transaction.ts';
import { objetDe, type Demande } from './demande.ts';
import { DemandePrecisee, FAITS } from './faits.ts';

const PAR_NOM = new Map(FAITS.map((fait) => [fait.nom, fait] as const));

/** What happened to this request, newest first, with the reader's rights; and whether a human read again what was understood. */
export async function passeDe(tx: Transaction, demande: Demande) {
  const lignes = await tx.sql
    .selectFrom('fait')
    .select(['fait.id', 'fait.nom', 'fait.donnees', 'fait.survenu_le', 'fait.auteur_nom'])
    .where('fait.objet', '=', objetDe(demande))
    .where(tx.portee.condition('fait', 'fait'))
    .orderBy('fait.survenu_le', 'desc')
    .orderBy('fait.id', 'desc')
    .execute();
  const histoire = lignes.flatMap((ligne) => {
    const fait = PAR_NOM.get(ligne.nom);
    const lues = fait?.donnees.safeParse(ligne.donnees);
    if (fait === undefined || lues?.success !== true) return [];
    const phrase = (fait.phrase as (donnees: unknown) => { titre: string; detail?: string })(lues.data);
    return [{ id: ligne.id, le: ligne.survenu_le.toISOString(), par: ligne.auteur_nom, ...phrase }];
  });
  return {
    histoire,
    aVerifier:
      (demande.canal === 'mssante' || demande.canal === 'formulaire') &&
      !lignes.some((ligne) => ligne.nom === DemandePrecisee.nom),
  };
}
