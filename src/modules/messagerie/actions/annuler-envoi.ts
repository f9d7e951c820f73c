import { refusCommuns } from '#lib/refus.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrats from '../contract.ts';
import { peutEcrire } from '../droits.ts';
import { MessageAnnule } from '../faits.ts';
import { modifierCommunication } from '../fhir.ts';
import { faireRepondre, poserLaMainDuFil, sujetDesFaits } from '../fils/main.ts';
import { chargerFil, courrielDe, courrielsDuFil, modifierCourriel, type Fil } from '../fils/store.ts';
import { refus } from '../refus.ts';

/** Takes back a message before it leaves; once the worker has it in hand, it has left. */
export const annulerEnvoi = action(contrats.annulerEnvoi, {
  apresDeces: 'cloture',
  droit: peutEcrire,
  async faire({ entree, tx }) {
    const courriel = await courrielDe(tx, entree.communication);
    if (courriel?.fil == null || courriel.envoi === null || courriel.communication === null)
      throw refusCommuns.introuvable();
    const fil = await chargerFil(tx, courriel.fil);
    const retire = await tx.sql
      .deleteFrom('envoi')
      .where('envoi.id', '=', courriel.envoi)
      .where('envoi.etat', 'in', ['attente', 'suspendu'])
      .where('envoi.essais', '=', 0)
      .returning('envoi.id')
      .executeTakeFirst();
    if (retire === undefined) throw refus.deja_parti();
    await modifierCourriel(tx, courriel.id, { etat: 'annule' });
    await modifierCommunication(tx, courriel.communication, fil.lecteurs, (avant) => ({
      ...avant,
      status: 'not-done',
    }));
    await tx.fait(MessageAnnule, {
      objet: sujetDesFaits(fil),
      patient: fil.patient ?? undefined,
      lecteurs: fil.lecteurs,
      donnees: { fil: fil.id, a: courriel.a_nom },
    });
    await rendreLaMain(tx, fil, courriel.id);
    return { texte: courriel.texte ?? '' };
  },
});

/** The message it answered waits again; a conversation that had only this message is over. */
async function rendreLaMain(tx: Transaction, fil: Fil, annule: string): Promise<void> {
  if (fil.objet !== null) return;
  const courriels = await courrielsDuFil(tx, fil.id);
  const dernier = courriels.findLast((c) => c.id !== annule && c.etat !== 'annule' && c.nature === 'message');
  if (dernier?.sens === 'recu') await faireRepondre(tx, fil, { automatique: false });
  else await poserLaMainDuFil(tx, fil);
}
