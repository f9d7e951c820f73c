import { ecrireMessage } from '#modules/messagerie/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lecteursDe, objetDe, type Demande } from './demande.ts';
import type { Interlocuteur, Lettre, Liens } from './lettres.ts';
import { correspondantDe, creerLienDeDepot } from './lien-de-depot/lien.ts';
import { DUREE_LIEN_SUIVI_JOURS } from './parametres.ts';

/**
 * Writes to the requester on the thread of the request, with a fresh follow-up link; at both ends of a request, also with a link
 * to ask again. False when no secure address is known.
 */
export async function prevenirDemandeur(
  tx: Transaction,
  demande: Demande,
  ecrire: (liens: Liens) => Lettre,
): Promise<boolean> {
  const { adresse, nom, ref } = demande.demandeur;
  if (adresse === undefined || demande.boite === undefined) return false;
  const secret = await tx.creerLien({
    usage: 'demande.suivi',
    objet: objetDe(demande),
    destinataire: ref ?? adresse,
    destinataireNom: nom,
    expireLe: new Date(tx.maintenant.getTime() + DUREE_LIEN_SUIVI_JOURS * 86_400_000),
  });
  const auBout = demande.statut === 'deposee' || demande.statut === 'cloturee';
  const correspondant = auBout ? correspondantDe(demande) : undefined;
  const depot = correspondant === undefined ? undefined : await creerLienDeDepot(tx, correspondant);
  const lettre = ecrire({ suivi: tx.adresseDuLien(secret), depot: depot?.adresse });
  await ecrireMessage(tx, {
    boite: demande.boite,
    a: { adresse, nom, ref },
    objet: objetDe(demande),
    genre: 'demande',
    patient: demande.patient,
    sujet: lettre.sujet,
    texte: lettre.texte,
    lecteurs: lecteursDe(demande),
  });
  return true;
}

/** Name and direct phone of whoever speaks for the DAC in a message: the actor when signed in, else the person on duty. */
export async function interlocuteur(tx: Transaction): Promise<Interlocuteur> {
  const file = await fileDe(tx.sql, 'dac');
  const garde = file.porteurs[0];
  const moi = file.porteurs.find((p) => p.ref === tx.acteur.ref);
  if (tx.acteur.genre === 'compte' && tx.acteur.structure.ref === file.structure) {
    return {
      nom: `${tx.acteur.nom} (${tx.acteur.structure.nom})`,
      telephone: tx.acteur.telephone ?? moi?.telephone ?? garde?.telephone,
    };
  }
  return { nom: `${garde?.nom ?? file.nom} (${file.nom})`, telephone: garde?.telephone };
}
