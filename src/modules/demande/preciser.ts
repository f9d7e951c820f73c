import { action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { lecteursDe, objetDe } from './demande.ts';
import { peutQualifier } from './droits.ts';
import { DemandePrecisee } from './faits.ts';
import { refus } from './refus.ts';
import { estTermine } from './statut.ts';
import { charger, enregistrer } from './store.ts';

/** A human reads again what was understood of the message: urgency, expectation, reasons. */
export const preciser = action(contrat.preciser, {
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, tx }) {
    const avant = await charger(tx, entree.id);
    if (estTermine(avant.statut)) throw refus.transition();
    const demande = { ...avant, urgence: entree.urgence, attente: entree.attente, motifs: entree.motifs };
    await enregistrer(tx, demande);
    await tx.fait(DemandePrecisee, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: { reference: demande.reference, urgence: entree.urgence, motifs: [...entree.motifs] },
    });
    return { id: demande.id, reference: demande.reference };
  },
});
