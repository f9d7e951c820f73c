import { direSurLaDemande } from '#modules/demande/index.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { pourLeDemandeur } from './lettres.ts';
import { lecteursDe, objetDe, type Orientation } from './orientation.ts';
import { DUREE_LIEN_REPONSE_JOURS } from './parametres.ts';

/** Writes to the service on the orientation's thread with a fresh answering link. False when it has no secure address: then one calls. */
export async function ecrireAuService(
  tx: Transaction,
  o: Orientation,
  ecrire: (lien: string) => { sujet: string; texte: string },
): Promise<boolean> {
  const { adresse, nom, ref } = o.destinataire;
  if (adresse === undefined || o.boite === undefined) return false;
  const secret = await tx.creerLien({
    usage: 'orientation.repondre',
    objet: objetDe(o),
    destinataire: ref,
    destinataireNom: nom,
    structure: ref,
    expireLe: new Date(tx.maintenant.getTime() + DUREE_LIEN_REPONSE_JOURS * 86_400_000),
  });
  const lettre = ecrire(tx.adresseDuLien(secret));
  await ecrireMessage(tx, {
    boite: o.boite,
    a: { adresse, nom, ref },
    objet: objetDe(o),
    genre: 'orientation',
    patient: o.patient,
    sujet: lettre.sujet,
    texte: lettre.texte,
    lecteurs: lecteursDe(o),
  });
  return true;
}

/** The requester learns each turn of the loop on the thread of the request. */
export async function direAuDemandeur(tx: Transaction, o: Orientation): Promise<void> {
  if (o.demande !== undefined) await direSurLaDemande(tx, o.demande, pourLeDemandeur(o));
}
