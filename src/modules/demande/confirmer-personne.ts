import { creerPersonne, identiteDe } from '#modules/dossier/index.ts';
import { noterInformation } from '#modules/cercle/index.ts';
import { action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { lecteursDe, objetDe } from './demande.ts';
import { peutAccueillir, peutQualifier } from './droits.ts';
import { PersonneConfirmee } from './faits.ts';
import { refus } from './refus.ts';
import { charger, enregistrer } from './store.ts';

/** Says who the person is: somebody known, chosen among the candidates shown, or a new file. Nothing is merged by itself. */
export const confirmerPersonne = action(contrat.confirmerPersonne, {
  droit: ({ acteur }) => peutAccueillir(acteur),
  async faire({ entree, tx }) {
    const avant = await charger(tx, entree.id);
    const patient =
      entree.patient ?? (entree.creer === undefined ? undefined : await creerPersonne(tx, { ...entree.creer }));
    if (patient === undefined) throw refus.personne_a_confirmer();
    const identite = await identiteDe(tx, patient);
    const demande = { ...avant, patient: identite.id };
    await enregistrer(tx, demande);
    await tx.fait(PersonneConfirmee, {
      objet: objetDe(demande),
      patient,
      lecteurs: lecteursDe(demande),
      donnees: { reference: demande.reference, creee: entree.patient === undefined },
    });
    return { id: demande.id, reference: demande.reference, patient };
  },
});

/** What the person was told and agreed to: kept on the request and, once she is known, in her circle. */
export const noterAccord = action(contrat.noterAccord, {
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, acteur, tx }) {
    const avant = await charger(tx, entree.id);
    const demande = { ...avant, accord: entree.accord, accordMotif: entree.motif };
    await enregistrer(tx, demande);
    if (demande.patient !== undefined) {
      await noterInformation(tx, demande.patient, { etat: entree.accord, par: acteur.nom, motif: entree.motif });
    }
    return { id: demande.id, reference: demande.reference };
  },
});
