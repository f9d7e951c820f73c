import type { MessageRecu } from '#connectors/mssante/boite.ts';
import { estFige, refusDeces } from '#socle/apres-deces.ts';
import type { BoiteDeReception } from '#socle/reception.ts';
import type { Transaction } from '#socle/transaction.ts';
import { MessageRecu as FaitMessageRecu } from '../faits.ts';
import { communicationDe } from '../fhir.ts';
import { identifiantsParProximite, type Liens } from '../fils/choisir-fil.ts';
import { sujetDesFaits } from '../fils/main.ts';
import { nomAffiche } from '../fils/nom-affiche.ts';
import {
  communicationsCitees,
  filSansMessage,
  lireFil,
  modifierCourriel,
  modifierFil,
  verrouillerBoite,
  type Fil,
} from '../fils/store.ts';
import { TEXTE_MAX } from '../parametres.ts';
import { tables } from '../tables.ts';
import { appliquerAvis } from './avis.ts';
import {
  garderPieces,
  inscrireRecu,
  reinscrire,
  stockable,
  sujetMontre,
  texteNouveau,
  type Expediteur,
  type MessageLisible,
} from './courriel-recu.ts';
import { orienter } from './orienter.ts';
import { mettreEnQuarantaine } from './quarantaine.ts';
import type { Rangement } from './rangement.ts';
import { liensDe, trouverFil } from './trouver-fil.ts';

export type Issue = 'range' | 'doublon' | 'avis' | 'quarantaine';

/**
 * Files one mail: kept as it came, threaded, offered to the room it concerns, told as a fact. One transaction, given by the caller.
 * `misDeCote`: id of the mail already kept aside that is being read again.
 */
export async function ranger(
  tx: Transaction,
  rangement: Rangement,
  message: MessageRecu,
  misDeCote?: string,
): Promise<Issue> {
  const { boite, carnet, salles } = rangement;
  await verrouillerBoite(tx, boite.adresse, 'seul');
  if (message.nature === 'illisible')
    return (await mettreEnQuarantaine(tx, boite, message, message.raison)) ? 'quarantaine' : 'doublon';
  const contact = await carnet.trouverParAdresse(tx, message.de.adresse);
  const de = {
    adresse: message.de.adresse,
    nom: nomAffiche(message.de.adresse, message.de.nom, contact?.nom),
    ref: contact?.ref,
  };
  const id = misDeCote ?? tx.nouvelId();
  const inscrire = misDeCote === undefined ? inscrireRecu : reinscrire;
  if (!(await inscrire(tx, message, { id, boite: boite.adresse, etat: 'classe', de }))) return 'doublon';
  if (message.nature !== 'message' && message.nature !== 'reponse-automatique') {
    const concerne = await appliquerAvis(tx, { carnet, nonRemis: salles.nonRemis }, boite.adresse, message);
    if (concerne !== undefined) await modifierCourriel(tx, id, { fil: concerne.fil });
    // A failure notice about a message that is none of ours is read by a human; other notices say nothing to anybody.
    if (concerne !== undefined || message.nature !== 'non-remis') return 'avis';
  }
  await classer(tx, rangement, message, { id, de });
  return 'range';
}

interface Arrivee {
  readonly id: string;
  readonly de: Expediteur;
}

async function classer(
  tx: Transaction,
  rangement: Rangement,
  message: MessageLisible,
  arrivee: Arrivee,
): Promise<void> {
  const { de } = arrivee;
  const liens = liensDe(message);
  const fil = await trouverFil(tx, rangement.boite, message, liens, de);
  if (fil.patient !== null && (await estFige(tx.sql, fil.patient, tx.maintenant))) throw refusDeces.dossier_fige();
  const premier = await filSansMessage(tx, fil.id);
  const parent = await parentDe(tx, fil, liens);
  const communication = await ecrireRessource(tx, rangement.boite, message, arrivee, fil, parent);
  const humain = message.nature === 'message' && !message.automatique;
  await dater(tx, fil, message, humain ? de : undefined);
  if (humain) await marquerRepondus(tx, fil.id, de.adresse, liens);
  await orienter(tx, rangement, message, { communication, fil: fil.id, premier, de });
  const range = (await lireFil(tx, fil.id)) ?? fil;
  await tx.fait(FaitMessageRecu, {
    objet: sujetDesFaits(range),
    patient: range.patient ?? undefined,
    lecteurs: range.lecteurs,
    donnees: { fil: range.id, communication, de: de.nom, automatique: message.nature === 'reponse-automatique' },
    survenuLe: message.recuLe,
  });
}

/** The thread has news. While it is only a conversation, whoever wrote last is who one answers. */
async function dater(tx: Transaction, fil: Fil, { recuLe }: MessageLisible, de: Expediteur | undefined): Promise<void> {
  const correspondant = {
    correspondant: de?.adresse ?? '',
    correspondant_nom: de?.nom ?? '',
    correspondant_ref: de?.ref ?? null,
  };
  await modifierFil(tx, fil.id, {
    dernier_le: recuLe > fil.dernier_le ? recuLe : fil.dernier_le,
    recu_le: fil.recu_le !== null && fil.recu_le > recuLe ? fil.recu_le : recuLe,
    ...(de !== undefined && fil.objet === null ? correspondant : {}),
  });
}

/** The message of ours, or of theirs, that this one answers. */
async function parentDe(tx: Transaction, fil: Fil, liens: Liens): Promise<string | undefined> {
  const cites = identifiantsParProximite(liens).filter((id) => id !== liens.propre);
  const communications = await communicationsCitees(tx, fil.id, cites);
  const plusProche = cites.find((cite) => communications.has(cite));
  return plusProche === undefined ? undefined : communications.get(plusProche);
}

async function ecrireRessource(
  tx: Transaction,
  boite: BoiteDeReception,
  message: MessageLisible,
  { id, de }: Arrivee,
  fil: Fil,
  enReponseA: string | undefined,
): Promise<string> {
  const pieces = await garderPieces(tx, message, fil.lecteurs, fil.patient);
  const ressource = communicationDe(
    {
      id,
      messageId: stockable(message.messageId, 600),
      statut: 'completed',
      de,
      a: { adresse: boite.adresse, nom: boite.nom, ref: boite.structure },
      texte: texteNouveau(message),
      pieces,
      envoyeLe: message.date,
      recuLe: message.recuLe,
      enReponseA,
      sujet: sujetMontre(message.sujet),
    },
    fil,
  );
  await tx.ecrire(ressource, undefined, fil.lecteurs);
  const communication = `Communication/${id}`;
  const texte = stockable(message.texte, TEXTE_MAX);
  await tables(tx)
    .updateTable('courriel')
    .set({
      fil: fil.id,
      communication,
      texte,
      a_nom: boite.nom,
      a_ref: boite.structure,
      pieces: JSON.stringify(pieces),
    })
    .where('courriel.id', '=', id)
    .execute();
  return communication;
}

/** Answered: by the address we wrote to, or by whoever answers that very message (a secretary, another mailbox). */
async function marquerRepondus(tx: Transaction, fil: string, adresse: string, liens: Liens): Promise<void> {
  await tables(tx)
    .updateTable('courriel')
    .set({ repondu_le: tx.maintenant })
    .where('courriel.fil', '=', fil)
    .where('courriel.sens', '=', 'envoye')
    .where((eb) => eb.or([eb('courriel.a', '=', adresse), eb('courriel.message_id', '=', liens.enReponseA ?? '')]))
    .where('courriel.etat', '<>', 'annule')
    .where('courriel.repondu_le', 'is', null)
    .execute();
}
