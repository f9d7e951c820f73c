import { porteeSysteme } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lecteursDe, objetDe } from './demande.ts';
import { RetourEnvoye } from './faits.ts';
import { retour } from './lettres.ts';
import { interlocuteur, prevenirDemandeur } from './prevenir.ts';
import { charger, enregistrer } from './store.ts';

/**
 * One more word to the requester, said by another room (an orientation turned). Counts as a return when it could be written;
 * without a secure address nothing is sent and the follow-up page still shows the progress.
 */
export async function direSurLaDemande(tx: Transaction, tache: string, texte: string): Promise<void> {
  const demande = await charger(tx, tache, porteeSysteme('demande.dire'));
  const qui = await interlocuteur(tx);
  const ecrit = await prevenirDemandeur(tx, demande, (liens) => retour(demande, texte, qui, liens));
  if (!ecrit) return;
  await enregistrer(tx, { ...demande, retours: [...demande.retours, tx.maintenant] });
  await tx.fait(RetourEnvoye, {
    objet: objetDe(demande),
    patient: demande.patient,
    lecteurs: lecteursDe(demande),
    donnees: { reference: demande.reference, canal: 'mssante', texte },
  });
}
