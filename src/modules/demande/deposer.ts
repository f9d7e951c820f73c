import type { Acteur } from '#acces/acteur.ts';
import { ROLES } from '#acces/roles.ts';
import { referenceLisible } from '#lib/ids.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import { CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { lireMessage } from './comprendre.ts';
import { lecteursDe, objetDe, type Candidat, type Demande, type Demandeur } from './demande.ts';
import { peutDeposer } from './droits.ts';
import { DemandeDeposee } from './faits.ts';
import { accuse } from './lettres.ts';
import { demandeDejaRecue, refuserTropDeDemandes } from './lien-de-depot/deja-recue.ts';
import { demandeurDuLien } from './lien-de-depot/lien.ts';
import { DELAIS_PAR_DEFAUT, DUREE_LIEN_SUIVI_JOURS } from './parametres.ts';
import { interlocuteur, prevenirDemandeur } from './prevenir.ts';
import { refus } from './refus.ts';
import { prochaineEcheance } from './rules.ts';
import { enregistrer } from './store.ts';
import type { Accord, Attente, Canal, Motif, Urgence } from './vocabulaire.ts';

export interface DonneesDepot {
  readonly canal: Canal;
  readonly demandeur: Demandeur;
  readonly candidat: Candidat;
  readonly patient?: string | undefined;
  readonly texte: string;
  readonly urgence: Urgence;
  readonly attente: Attente;
  readonly motifs: readonly Motif[];
  readonly accord: Accord;
  readonly accordMotif?: string | undefined;
  readonly dangerVital?: boolean;
  readonly boite?: string | undefined;
}

/** Creates the request whatever the channel (mail, phone, form, paper): same object, same clock, same acknowledgement. */
export async function deposerDemande(
  tx: Transaction,
  depot: DonneesDepot,
): Promise<{ tache: string; reference: string; suivi: string }> {
  const file = await fileDe(tx.sql, 'dac');
  const demande: Demande = {
    ...depot,
    demandeur: await joignable(tx, depot.demandeur),
    id: tx.nouvelId(),
    requete: tx.nouvelId(),
    reference: referenceLisible('DEM'),
    statut: 'deposee',
    structure: file.structure,
    boite: depot.boite ?? file.boite,
    patient: depot.patient,
    accordMotif: depot.accordMotif,
    deposeeLe: tx.maintenant,
    proprietaire: undefined,
    referent: undefined,
    complements: [],
    decisions: [],
    retours: [],
    qualifieeLe: undefined,
    suspendueMs: 0,
    suspendueDepuis: undefined,
    cloture: undefined,
    versions: undefined,
  };
  await enregistrer(tx, demande);
  await tx.fait(DemandeDeposee, {
    objet: objetDe(demande),
    patient: demande.patient,
    lecteurs: lecteursDe(demande),
    donnees: {
      reference: demande.reference,
      canal: demande.canal,
      urgence: demande.urgence,
      motifs: [...demande.motifs],
      demandeur: demande.demandeur.nom,
    },
  });
  const { dueLe } = prochaineEcheance(demande, DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, tx.maintenant);
  const qui = await interlocuteur(tx);
  await prevenirDemandeur(tx, demande, (liens) => accuse(demande, qui, dueLe, liens, depot.dangerVital ?? false));
  return { tache: demande.id, reference: demande.reference, suivi: await lienDeSuivi(tx, demande) };
}

/** What the directory knows of the requester completes what was said: the DAC can write and call without typing anything. */
async function joignable(tx: Transaction, demandeur: Demandeur): Promise<Demandeur> {
  const connu = demandeur.ref === undefined ? undefined : await contactDe(tx, demandeur.ref);
  return {
    ...demandeur,
    adresse: demandeur.adresse ?? connu?.mssante,
    telephone: demandeur.telephone ?? connu?.telephone,
  };
}

/** Follow-up address given on screen to whoever filed by a form: the only proof they keep when no secure address is known. */
async function lienDeSuivi(tx: Transaction, demande: Demande): Promise<string> {
  const secret = await tx.creerLien({
    usage: 'demande.suivi',
    objet: objetDe(demande),
    destinataire: demande.demandeur.ref ?? demande.demandeur.adresse ?? 'demandeur',
    destinataireNom: demande.demandeur.nom,
    expireLe: new Date(tx.maintenant.getTime() + DUREE_LIEN_SUIVI_JOURS * 86_400_000),
  });
  return tx.adresseDuLien(secret);
}

export const deposer = action(contrat.deposer, {
  droit: ({ acteur }) => peutDeposer(acteur),
  async faire({ entree, acteur, tx }) {
    // Refuses a person the requester cannot read: the reference alone proves nothing.
    if (entree.patient !== undefined) await tx.lire('Patient', entree.patient);
    const deja = acteur.genre === 'lien' ? await demandeDejaRecue(tx, entree) : undefined;
    if (deja !== undefined)
      return recepisse(tx, { tache: deja.id, reference: deja.reference }, await lienDeSuivi(tx, deja), true);
    if (acteur.genre === 'lien') await refuserTropDeDemandes(tx);
    exigerInformee(acteur, entree.accord);
    const compris = lireMessage({ sujet: '', texte: entree.texte }, tx.maintenant);
    const { tache, reference, suivi } = await deposerDemande(tx, {
      canal: 'formulaire',
      demandeur: demandeurDe(acteur, entree.demandeur),
      candidat: entree.personne,
      patient: entree.patient,
      texte: entree.texte,
      urgence: entree.urgence,
      attente: entree.attente ?? compris.attente,
      motifs: entree.motifs.length === 0 ? compris.motifs : entree.motifs,
      dangerVital: compris.dangerVital,
      accord: entree.accord,
      accordMotif: entree.accordMotif,
    });
    return recepisse(tx, { tache, reference }, suivi, false);
  },
});

/** From a health professional to the support service, the person must know (R. 1110-3, SP-05): the form already asks it, once. */
function exigerInformee(acteur: Acteur, accord: Accord): void {
  if (acteur.genre === 'compte' && ROLES[acteur.role].categorie === 1 && accord === 'non_dite')
    throw refus.information_requise(undefined, { accord: refus.information_requise().texte });
}

/** What whoever files keeps: a reference, a human name with a direct phone, where to follow. */
async function recepisse(
  tx: Transaction,
  deposee: { tache: string; reference: string },
  suivi: string,
  dejaRecue: boolean,
) {
  const { nom, telephone } = await interlocuteur(tx);
  const { tache, reference } = deposee;
  return { id: tache, reference, suivi, dejaRecue, interlocuteur: { nom, telephone } };
}

/** Behind a link, the requester is whom the link was sent to; with an account, whoever is named, or oneself. */
function demandeurDe(acteur: Acteur, saisi: Partial<Demandeur> | undefined): Demandeur {
  if (acteur.genre === 'lien') return demandeurDuLien(acteur);
  const moi = acteur.genre === 'compte' ? { nom: acteur.nom, ref: acteur.ref, telephone: acteur.telephone } : undefined;
  return {
    nom: saisi?.nom ?? moi?.nom ?? 'Demandeur non nommé',
    ref: moi?.ref,
    adresse: saisi?.adresse,
    telephone: saisi?.telephone ?? moi?.telephone,
  };
}
