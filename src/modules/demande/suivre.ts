import { fileDe } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { lecteursDe, objetDe } from './demande.ts';
import { peutQualifier } from './droits.ts';
import { DemandeEtape, DemandeTransmise } from './faits.ts';
import { refus } from './refus.ts';
import { passer } from './rules.ts';
import { charger, enregistrer } from './store.ts';

export const suivre = action(contrat.suivre, {
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, acteur, tx }) {
    const avant = await charger(tx, entree.id);
    const referent = avant.referent ?? { ref: acteur.ref, nom: acteur.nom };
    const demande = {
      ...passer(avant, entree.statut),
      referent: entree.statut === 'suivi' ? referent : avant.referent,
    };
    await enregistrer(tx, demande);
    await tx.fait(DemandeEtape, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: { reference: demande.reference, statut: entree.statut, texte: entree.texte },
    });
    return { id: demande.id, reference: demande.reference };
  },
});

/** Passes the request to a colleague of the queue, who then holds it: never to nobody. */
export const transmettre = action(contrat.transmettre, {
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, acteur, tx }) {
    const avant = await charger(tx, entree.id);
    const file = await fileDe(tx.sql, 'dac');
    const a = file.porteurs.find((p) => p.ref === entree.a);
    if (a === undefined) throw refus.collegue_inconnu();
    const demande = { ...avant, proprietaire: { ref: a.ref, nom: a.nom } };
    await enregistrer(tx, demande);
    await tx.fait(DemandeTransmise, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: {
        reference: demande.reference,
        de: avant.proprietaire?.nom ?? acteur.nom,
        a: a.nom,
        motif: entree.motif,
      },
    });
    return { id: demande.id, reference: demande.reference };
  },
});
