import { porteeSysteme } from '#acces/portee.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { direAuDemandeur } from './decider.ts';
import { lecteursDe, objetDe, type Demande } from './demande.ts';
import { peutQualifier, peutRouvrir } from './droits.ts';
import { DemandeAnnulee, DemandeCloturee, DemandeRouverte } from './faits.ts';
import { REOUVERTURE_JOURS } from './parametres.ts';
import { refus } from './refus.ts';
import { clore as regle, passer } from './rules.ts';
import { peutPasser } from './statut.ts';
import { charger, enregistrer } from './store.ts';

const JOUR_MS = 86_400_000;

export const clore = action(contrat.clore, {
  apresDeces: 'cloture',
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, tx, maintenant }) {
    const avant = await charger(tx, entree.id);
    const joint = entree.retour !== undefined && entree.retour !== '';
    const ouvertes = await compterOrientationsOuvertes(tx, avant);
    const close = regle(
      avant,
      entree,
      { orientationsOuvertes: ouvertes, retourJoint: joint || entree.prevenuParTelephone },
      maintenant,
    );
    const dit = joint || entree.prevenuParTelephone;
    const demande = dit
      ? await direAuDemandeur(tx, close, entree.retour ?? entree.synthese, entree.prevenuParTelephone)
      : close;
    await enregistrer(tx, demande);
    await tx.fait(DemandeCloturee, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: {
        reference: demande.reference,
        motif: entree.motif,
        synthese: entree.synthese,
        dureeJours: Math.round((maintenant.getTime() - demande.deposeeLe.getTime()) / JOUR_MS),
      },
    });
    return { id: demande.id, reference: demande.reference };
  },
});

export const rouvrir = action(contrat.rouvrir, {
  droit: async ({ acteur, entree, tx }) => peutRouvrir(acteur, await charger(tx, entree.id)),
  async faire({ entree, tx, maintenant }) {
    const avant = await charger(tx, entree.id);
    const closLe = avant.cloture?.le.getTime() ?? 0;
    if (maintenant.getTime() - closLe > REOUVERTURE_JOURS * JOUR_MS) throw refus.reouverture_trop_tard();
    const demande: Demande = {
      ...passer(avant, 'en_qualification'),
      cloture: undefined,
      qualifieeLe: maintenant,
      suspendueMs: 0,
    };
    await enregistrer(tx, demande);
    await tx.fait(DemandeRouverte, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: { reference: demande.reference, motif: entree.motif },
    });
    return { id: demande.id, reference: demande.reference };
  },
});

export const annuler = action(contrat.annuler, {
  apresDeces: 'cloture',
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, tx }) {
    const annulee = passer(await charger(tx, entree.id), entree.raison);
    const demande = await direAuDemandeur(tx, annulee, entree.motif, entree.prevenuParTelephone);
    await enregistrer(tx, demande);
    await tx.fait(DemandeAnnulee, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: { reference: demande.reference, raison: entree.raison, motif: entree.motif },
    });
    return { id: demande.id, reference: demande.reference };
  },
});

/** Orientations born of this request that nobody has finished yet: they are Tasks « part of » it. */
async function compterOrientationsOuvertes(tx: Transaction, demande: Demande): Promise<number> {
  const taches = await tx.magasin.chercher(
    'Task',
    { refs: [`part-of=${objetDe(demande)}`] },
    porteeSysteme('demande.clore'),
  );
  return taches.filter(({ ressource }) => !['completed', 'cancelled', 'rejected', 'failed'].includes(ressource.status))
    .length;
}

/** For somebody who holds it and may no longer read it: the person opposed. Nothing leaves, the follow-up page of the requester says it is over. */
export async function cloreSansLire(tx: Transaction, objet: string, synthese: string): Promise<void> {
  const avant = await charger(tx, objet, porteeSysteme('demande.opposition'));
  const commun = { objet, patient: avant.patient, lecteurs: lecteursDe(avant) };
  const { reference } = avant;
  if (peutPasser(avant.statut, 'annulee')) {
    await enregistrer(tx, passer(avant, 'annulee'));
    await tx.fait(DemandeAnnulee, { ...commun, donnees: { reference, raison: 'annulee', motif: synthese } });
    return;
  }
  const cloture = { motif: 'refus_personne' as const, synthese, le: tx.maintenant };
  await enregistrer(tx, { ...passer(avant, 'cloturee'), cloture });
  const dureeJours = Math.round((tx.maintenant.getTime() - avant.deposeeLe.getTime()) / JOUR_MS);
  await tx.fait(DemandeCloturee, { ...commun, donnees: { reference, motif: cloture.motif, synthese, dureeJours } });
}
