import type { z } from 'zod';
import { refusCommuns } from '#lib/refus.ts';
import { creerPersonne, identiteDe, trouverCandidats } from '#modules/dossier/index.ts';
import { noterInformation } from '#modules/cercle/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { lecteursDe, objetDe, type Demande } from './demande.ts';
import { peutAccueillir, peutQualifier } from './droits.ts';
import { PersonneConfirmee } from './faits.ts';
import { refus } from './refus.ts';
import { charger, enregistrer } from './store.ts';

/** Says who the person is: somebody known, chosen among the candidates shown, or a new file. Nothing is merged by itself. */
export const confirmerPersonne = action(contrat.confirmerPersonne, {
  droit: ({ acteur }) => peutAccueillir(acteur),
  async faire({ entree, tx }) {
    const avant = await charger(tx, entree.id);
    const patient = await personneDe(tx, avant, entree);
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

async function personneDe(
  tx: Transaction,
  demande: Demande,
  { patient, creer }: z.output<(typeof contrat.confirmerPersonne)['entree']>,
): Promise<string> {
  if (patient !== undefined) return connueOuCandidate(tx, demande, patient);
  if (creer === undefined) throw refus.personne_a_confirmer();
  return creerPersonne(tx, { ...creer });
}

/** Somebody one reads already, or one of the candidates this request shows: naming anybody else would open her identity. */
async function connueOuCandidate(tx: Transaction, { candidat }: Demande, patient: string): Promise<string> {
  if ((await tx.magasin.lire('Patient', patient, tx.portee)) !== undefined) return patient;
  const candidates = await trouverCandidats(tx, candidat);
  if (!candidates.some((c) => c.patient === patient)) throw refusCommuns.introuvable();
  tx.admettre(patient);
  return patient;
}

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
