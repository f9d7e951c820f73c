import type { BoiteDeReception } from '#socle/reception.ts';
import type { Transaction } from '#socle/transaction.ts';
import { choisirFil, identifiantsParProximite, type Liens } from '../fils/choisir-fil.ts';
import { poserLaMainDuFil } from '../fils/main.ts';
import { rattacherFil } from '../fils/rattacher-fil.ts';
import { creerFil, filsConnus, lireFil, modifierFil, retenirReferences, reunirFils, type Fil } from '../fils/store.ts';
import { stockable, sujetMontre, type Expediteur, type MessageLisible } from './courriel-recu.ts';

/** Identifiers by which a mail finds its thread. */
export function liensDe(message: MessageLisible): Liens {
  return { propre: stockable(message.messageId, 600), enReponseA: message.enReponseA, references: message.references };
}

/** Finds the thread by identifiers, joins those this message shows to be one, or opens a new one. */
export async function trouverFil(
  tx: Transaction,
  boite: BoiteDeReception,
  message: MessageLisible,
  liens: Liens,
  de: Expediteur,
): Promise<Fil> {
  const identifiants = identifiantsParProximite(liens);
  const choix = choisirFil(liens, await filsConnus(tx, boite.adresse, identifiants));
  for (const absorbe of choix.aReunir) await absorber(tx, choix.fil ?? absorbe, absorbe);
  const connu = choix.fil === undefined ? undefined : await lireFil(tx, choix.fil);
  const fil = connu ?? (await ouvrirFil(tx, boite, message, de));
  await retenirReferences(tx, fil, identifiants);
  return fil;
}

async function absorber(tx: Transaction, garde: string, absorbe: string): Promise<void> {
  const fil = await lireFil(tx, absorbe);
  if (fil === undefined || fil.id === garde) return;
  await poserLaMainDuFil(tx, fil);
  await reunirFils(tx, garde, absorbe);
  const cible = await lireFil(tx, garde);
  await modifierFil(tx, garde, {
    dernier_le: plusTardif(cible?.dernier_le, fil.dernier_le),
    porteur: cible?.porteur ?? fil.porteur,
    porteur_nom: cible?.porteur_nom ?? fil.porteur_nom,
  });
  // Readers are those of the thread that stays: joining two threads never shows one to the correspondent of the other.
  await rattacherFil(tx, garde, { patient: fil.patient ?? undefined });
}

function plusTardif(a: Date | undefined, b: Date): Date {
  return a !== undefined && a > b ? a : b;
}

function ouvrirFil(tx: Transaction, boite: BoiteDeReception, message: MessageLisible, de: Expediteur): Promise<Fil> {
  return creerFil(tx, {
    id: tx.nouvelId(),
    boite: boite.adresse,
    structure: boite.structure,
    file: boite.file,
    objet: null,
    genre: 'message',
    patient: null,
    famille: 'FIL',
    correspondant: de.adresse,
    correspondant_nom: de.nom,
    correspondant_ref: de.ref ?? null,
    sujet: sujetMontre(message.sujet),
    lecteurs: [boite.structure],
    ouvert_le: message.recuLe,
    dernier_le: message.recuLe,
    recu_le: message.recuLe,
    lu_le: null,
    porteur: null,
    porteur_nom: null,
  });
}
