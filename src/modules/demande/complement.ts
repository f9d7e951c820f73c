import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { lecteursDe, objetDe, type Demande } from './demande.ts';
import { peutQualifier } from './droits.ts';
import { ComplementDemande, ComplementRecu } from './faits.ts';
import { question } from './lettres.ts';
import { interlocuteur, prevenirDemandeur } from './prevenir.ts';
import { demanderComplement as regle, recevoirComplement } from './rules.ts';
import { charger, enregistrer } from './store.ts';

export const demanderComplement = action(contrat.demanderComplement, {
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, tx, maintenant }) {
    const demande = regle(await charger(tx, entree.id), entree.question, maintenant);
    await enregistrer(tx, demande);
    await tx.fait(ComplementDemande, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: { reference: demande.reference, question: entree.question },
    });
    const qui = await interlocuteur(tx);
    const ecrit = await prevenirDemandeur(tx, demande, (liens) => question(demande, entree.question, qui, liens));
    return {
      id: demande.id,
      reference: demande.reference,
      canal: ecrit ? ('mssante' as const) : ('telephone' as const),
      telephone: demande.demandeur.telephone,
    };
  },
});

/** The coordinator types an answer obtained by phone. */
export const noterComplement = action(contrat.noterComplement, {
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, tx }) {
    const demande = await enregistrerReponse(tx, await charger(tx, entree.id), entree.reponse);
    return { id: demande.id, reference: demande.reference };
  },
});

/** Records an answer, whatever its channel, and starts the decision clock again. */
export async function enregistrerReponse(tx: Transaction, avant: Demande, reponse: string): Promise<Demande> {
  const demande = recevoirComplement(avant, reponse, tx.maintenant);
  await enregistrer(tx, demande);
  const attenteMs = avant.suspendueDepuis === undefined ? 0 : tx.maintenant.getTime() - avant.suspendueDepuis.getTime();
  await tx.fait(ComplementRecu, {
    objet: objetDe(demande),
    patient: demande.patient,
    lecteurs: lecteursDe(demande),
    donnees: { reference: demande.reference, reponse, attenteMinutes: Math.round(attenteMs / 60_000) },
  });
  return demande;
}
