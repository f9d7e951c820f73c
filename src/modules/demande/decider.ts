import { ajouterAuCercle, noterInformation } from '#modules/cercle/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { lecteursDe, objetDe, type DecisionPrise, type Demande } from './demande.ts';
import { peutQualifier } from './droits.ts';
import { DemandeDecidee, RetourEnvoye } from './faits.ts';
import { retour } from './lettres.ts';
import { prevenirMedecinTraitant } from './medecin-traitant/prevenir.ts';
import { interlocuteur, prevenirDemandeur } from './prevenir.ts';
import { refus } from './refus.ts';
import { decider as regle } from './rules.ts';
import { charger, enregistrer } from './store.ts';

/** One decision and, in the same gesture, the word that leaves to the requester: nobody decides without telling. */
export const decider = action(contrat.decider, {
  droit: ({ acteur }) => peutQualifier(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    const avant = await charger(tx, entree.id);
    const decision: DecisionPrise = {
      quoi: entree.decision,
      texte: entree.retour,
      le: maintenant,
      prochaineEtape:
        entree.prochaineEtape === undefined
          ? undefined
          : { texte: entree.prochaineEtape.texte, le: new Date(entree.prochaineEtape.le) },
    };
    const referent = entree.decision === 'appui_coordination' ? { ref: acteur.ref, nom: acteur.nom } : undefined;
    const decidee = regle(avant, decision, referent);
    const demande = await direAuDemandeur(tx, decidee, entree.retour, entree.prevenuParTelephone, decision);
    await enregistrer(tx, demande);
    await tx.fait(DemandeDecidee, {
      objet: objetDe(demande),
      patient: demande.patient,
      lecteurs: lecteursDe(demande),
      donnees: { reference: demande.reference, decision: entree.decision, texte: entree.retour },
    });
    await ouvrirLeCercle(tx, demande, acteur.nom);
    await prevenirMedecinTraitant(tx, demande, decision);
    return { id: demande.id, reference: demande.reference };
  },
});

/** Sends the word by the requester's channel, or records that it was said by phone; refuses to stay silent. */
export async function direAuDemandeur(
  tx: Transaction,
  demande: Demande,
  texte: string,
  parTelephone: boolean,
  decision?: DecisionPrise,
): Promise<Demande> {
  const qui = await interlocuteur(tx);
  const ecrit = parTelephone
    ? false
    : await prevenirDemandeur(tx, demande, (liens) => retour(demande, texte, qui, liens, decision));
  if (!ecrit && !parTelephone) throw refus.pas_d_adresse();
  await tx.fait(RetourEnvoye, {
    objet: objetDe(demande),
    patient: demande.patient,
    lecteurs: lecteursDe(demande),
    donnees: { reference: demande.reference, canal: ecrit ? 'mssante' : 'telephone', texte },
  });
  return { ...demande, retours: [...demande.retours, tx.maintenant] };
}

/** From the first engagement on, the DAC and the requester work around the same person: both enter the circle (door 1, SP-13). */
async function ouvrirLeCercle(tx: Transaction, demande: Demande, par: string): Promise<void> {
  if (
    demande.patient === undefined ||
    !['evaluation', 'appui_coordination', 'orientation_en_cours'].includes(demande.statut)
  )
    return;
  const debut = tx.maintenant;
  await noterInformation(tx, demande.patient, { etat: demande.accord, par, motif: demande.accordMotif });
  await ajouterAuCercle(tx, demande.patient, {
    membre: demande.structure,
    nom: 'DAC',
    fonction: 'coordination',
    debut,
    fondement: 'porte1',
  });
  if (demande.demandeur.ref !== undefined) {
    await ajouterAuCercle(tx, demande.patient, {
      membre: demande.demandeur.ref,
      nom: demande.demandeur.nom,
      fonction: 'demandeur',
      telephone: demande.demandeur.telephone,
      debut,
      fondement: 'porte2',
    });
  }
}
