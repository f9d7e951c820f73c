import { exigerElevation } from '#acces/elevation.ts';
import { action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { repondre } from './droits.ts';
import { DossierRemis } from './faits.ts';
import { preparer } from './export/preparer.ts';
import { refus } from './refus.ts';
import { charger, modifier, objetDe } from './store.ts';
import { REMISES } from './vocabulaire.ts';

/** The record was given, not before the time of reflection; the hand is put down. */
export const remettre = action(contrat.remettre, {
  apresDeces: 'droits',
  droit: repondre,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const exercice = await charger(tx, entree.id);
    if (exercice.genre !== 'acces' || exercice.etat !== 'ouverte') throw refus.deja_repondue();
    if (exercice.pas_avant !== null && exercice.pas_avant > maintenant) throw refus.trop_tot();
    const { aRelire } = await preparer(tx, exercice);
    if (aRelire.some(({ garder }) => garder === undefined)) throw refus.relecture_inachevee();
    await modifier(tx, exercice.id, {
      etat: 'remise',
      remise_le: maintenant,
      remise_comment: entree.comment,
      decidee_par: acteur.id,
      decidee_par_nom: acteur.nom,
    });
    await tx.poserLaMain(objetDe(exercice.id));
    await tx.fait(DossierRemis, {
      objet: objetDe(exercice.id),
      patient: exercice.patient,
      lecteurs: [acteur.ref],
      donnees: { comment: REMISES[entree.comment], par: acteur.nom },
    });
    return { id: exercice.id };
  },
});
