import type { Acteur } from '#acces/acteur.ts';
import { estAdresseCitoyenne, lireAdresseMssante } from '#lib/identifiants/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Demande, Demandeur } from '../demande.ts';
import { LIEN_DE_DEPOT } from '../parametres.ts';

/** A professional known by a secure address: what a deposit link is bound to. */
export interface Correspondant {
  readonly adresse: string;
  readonly nom: string;
  readonly ref?: string | undefined;
}

export const USAGE_DEPOT = 'demande.deposer';
const OBJET = 'mssante:';
const JOUR_MS = 86_400_000;

/** What every link of one correspondent is about; mailboxes ignore case. */
export const objetDuDepot = (adresse: string): string => `${OBJET}${adresse.toLowerCase()}`;

/**
 * Opens the short form to a correspondent, several times, until a date. The secret travels only in the correspondent's own
 * secure mailbox; the form shows nothing of anybody.
 */
export async function creerLienDeDepot(
  tx: Transaction,
  { adresse, nom, ref }: Correspondant,
): Promise<{ readonly adresse: string; readonly expireLe: Date }> {
  const expireLe = new Date(tx.maintenant.getTime() + LIEN_DE_DEPOT.dureeJours * JOUR_MS);
  const secret = await tx.creerLien({
    usage: USAGE_DEPOT,
    objet: objetDuDepot(adresse),
    destinataire: ref ?? adresse,
    destinataireNom: nom,
    expireLe,
  });
  return { adresse: tx.adresseDuLien(secret), expireLe };
}

/** Who asks behind a deposit link: the person it was sent to, whatever the form says. */
export function demandeurDuLien(acteur: Acteur): Demandeur {
  const adresse = acteur.lien?.objet.slice(OBJET.length) ?? '';
  return { nom: acteur.nom, adresse, ref: acteur.ref.includes('@') ? undefined : acteur.ref };
}

/**
 * Whom a link is offered to in the letters: a professional who wrote to us by secure mail, or whom the directory knows. An
 * address typed on a form proves nothing; that of a person being cared for is not a professional's.
 */
export function correspondantDe({ demandeur, canal }: Pick<Demande, 'demandeur' | 'canal'>): Correspondant | undefined {
  const { adresse, nom, ref } = demandeur;
  if (adresse === undefined || (canal !== 'mssante' && ref === undefined)) return undefined;
  const lue = lireAdresseMssante(adresse);
  return lue.ok && !estAdresseCitoyenne(lue.valeur) ? { adresse, nom, ref } : undefined;
}
