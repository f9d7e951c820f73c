import { porteeSysteme } from '#acces/portee.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { cercleDe } from '#modules/cercle/index.ts';
import { identiteDe } from '#modules/dossier/index.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lecteursDe, objetDe, type DecisionPrise, type Demande } from '../demande.ts';
import { MedecinTraitantInforme } from '../faits.ts';
import { pourLeMedecinTraitant } from '../lettres.ts';
import { interlocuteur } from '../prevenir.ts';
import { suiteDuMedecinTraitant, type SuiteMedecinTraitant } from './regle.ts';

/** What is known of the declared doctor, and how to reach him. */
export async function medecinTraitantDe(
  tx: Transaction,
  demande: Demande,
): Promise<{
  readonly suite: SuiteMedecinTraitant;
  readonly adresse?: string | undefined;
  readonly telephone?: string | undefined;
}> {
  const cercle =
    demande.patient === undefined
      ? undefined
      : await cercleDe(tx, demande.patient, porteeSysteme('demande.medecin_traitant'));
  const suite = suiteDuMedecinTraitant(demande, cercle, tx.maintenant);
  if (suite.etat === 'inconnu') return { suite };
  const contact = suite.medecin.ref === undefined ? undefined : await contactDe(tx, suite.medecin.ref);
  return { suite, adresse: contact?.mssante, telephone: suite.medecin.telephone ?? contact?.telephone };
}

/**
 * Tells the declared doctor of a decision, by secure mail. Identity, decision, who follows: nothing of what the requester wrote
 * (double limit, SP-03). Its thread is its own: what he answers is read by a human, never taken for the requester's answer.
 */
export async function prevenirMedecinTraitant(
  tx: Transaction,
  demande: Demande,
  decision: DecisionPrise,
): Promise<void> {
  const { patient, boite } = demande;
  const { suite, adresse } = await medecinTraitantDe(tx, demande);
  if (suite.etat !== 'a_prevenir' || patient === undefined || adresse === undefined || boite === undefined) return;
  const { nom, ref } = suite.medecin;
  const lettre = pourLeMedecinTraitant(demande, await identiteDe(tx, patient), decision, await interlocuteur(tx));
  const lecteurs = [...lecteursDe(demande), ...(ref === undefined ? [] : [ref])];
  const a = { adresse, nom, ref };
  await ecrireMessage(tx, { boite, a, genre: 'message', patient, sujet: lettre.sujet, texte: lettre.texte, lecteurs });
  await tx.fait(MedecinTraitantInforme, {
    objet: objetDe(demande),
    patient,
    lecteurs,
    donnees: { reference: demande.reference, medecin: nom, decision: decision.quoi },
  });
}
