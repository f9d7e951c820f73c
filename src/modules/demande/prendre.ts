import { CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { lecteursDe, objetDe } from './demande.ts';
import { peutQualifier } from './droits.ts';
import { DemandePrise } from './faits.ts';
import { prise } from './lettres.ts';
import { DELAIS_PAR_DEFAUT } from './parametres.ts';
import { interlocuteur, prevenirDemandeur } from './prevenir.ts';
import { prendre as regle, prochaineEcheance } from './rules.ts';
import { charger, enregistrer } from './store.ts';

/** « Je prends » : the requester learns at once who has it. */
export const prendre = action(contrat.prendre, {
  apresDeces: 'cloture',
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    const avant = await charger(tx, entree.id);
    const demande = regle(avant, { ref: acteur.ref, nom: acteur.nom }, maintenant);
    await enregistrer(tx, demande);
    await tx.fait(DemandePrise, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: {
        reference: demande.reference,
        qui: acteur.nom,
        delaiMinutes: Math.round((maintenant.getTime() - avant.deposeeLe.getTime()) / 60_000),
      },
    });
    const { dueLe } = prochaineEcheance(demande, DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, maintenant);
    const qui = await interlocuteur(tx);
    await prevenirDemandeur(tx, demande, (liens) => prise(demande, qui, dueLe, liens));
    return { id: demande.id, reference: demande.reference };
  },
});
