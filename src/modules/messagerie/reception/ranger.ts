import type { MessageRecu } from '#connectors/mssante/boite.ts';
import type {
  ApprendreNonRemis,
  BoiteDeReception,
  MessageEntrant,
  RecevoirNouveau,
  RecevoirReponse,
} from '#socle/reception.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Carnet } from '../carnet.ts';
import { MessageRecu as FaitMessageRecu } from '../faits.ts';
import { offrir } from '../envoi/offre.ts';
import { communicationDe } from '../fhir.ts';
import { faireRepondre, poserLaMainDuFil, sujetDesFaits } from '../fils/main.ts';
import { choisirFil, identifiantsParProximite, type Liens } from '../fils/choisir-fil.ts';
import { nomAffiche } from '../fils/nom-affiche.ts';
import { rattacherFil } from '../fils/rattacher-fil.ts';
import {
  communicationsCitees,
  creerFil,
  filsConnus,
  filSansMessage,
  lireFil,
  modifierCourriel,
  modifierFil,
  retenirReferences,
  reunirFils,
  verrouillerBoite,
  type Fil,
} from '../fils/store.ts';
import { TEXTE_MAX } from '../parametres.ts';
import { tables } from '../tables.ts';
import { appliquerAvis } from './avis.ts';
import { garderPieces, inscrireRecu, stockable, type MessageLisible } from './courriel-recu.ts';
import { mettreEnQuarantaine } from './quarantaine.ts';

export interface Salles {
  readonly nouveaux: ReadonlyMap<string, RecevoirNouveau>;
  readonly reponses: ReadonlyMap<string, RecevoirReponse>;
  readonly nonRemis: ReadonlyMap<string, ApprendreNonRemis>;
}

export interface Rangement {
  readonly boite: BoiteDeReception;
  readonly carnet: Carnet;
  readonly salles: Salles;
}

export type Issue = 'range' | 'doublon' | 'avis' | 'quarantaine';

/** Files one mail: kept as it came, threaded, offered to the room it concerns, told as a fact. One transaction, given by the caller. */
export async function ranger(tx: Transaction, rangement: Rangement, message: MessageRecu): Promise<Issue> {
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
  const id = tx.nouvelId();
  if (!(await inscrireRecu(tx, message, { id, boite: boite.adresse, etat: 'classe', de }))) return 'doublon';
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
  readonly de: { readonly adresse: string; readonly nom: string; readonly ref: string | undefined };
}

async function classer(
  tx: Transaction,
  rangement: Rangement,
  message: MessageLisible,
  arrivee: Arrivee,
): Promise<void> {
  const liens = liensDe(message);
  const fil = await trouverFil(tx, rangement.boite, message, liens, arrivee.de);
  const premier = await filSansMessage(tx, fil.id);
  const communication = await ecrireRessource(
    tx,
    rangement.boite,
    message,
    arrivee,
    fil,
    await parentDe(tx, fil, liens),
  );
  const humain = message.nature === 'message' && !message.automatique;
  await modifierFil(tx, fil.id, {
    dernier_le: message.recuLe > fil.dernier_le ? message.recuLe : fil.dernier_le,
    recu_le: message.recuLe,
    ...(humain && fil.objet === null
      ? {
          correspondant: arrivee.de.adresse,
          correspondant_nom: arrivee.de.nom,
          correspondant_ref: arrivee.de.ref ?? fil.correspondant_ref,
        }
      : {}),
  });
  if (humain) await marquerRepondus(tx, fil.id, arrivee.de.adresse, liens);
  await orienter(tx, rangement, message, {
    communication,
    fil: fil.id,
    premier,
    de: arrivee.de,
  });
  const apres = await lireFil(tx, fil.id);
  const range = apres ?? fil;
  await tx.fait(FaitMessageRecu, {
    objet: sujetDesFaits(range),
    patient: range.patient ?? undefined,
    lecteurs: range.lecteurs,
    donnees: {
      fil: range.id,
      communication,
      de: arrivee.de.nom,
      automatique: message.nature === 'reponse-automatique',
    },
    survenuLe: message.recuLe,
  });
}

function liensDe(message: MessageLisible): Liens {
  return { propre: stockable(message.messageId, 600), enReponseA: message.enReponseA, references: message.references };
}

/** Finds the thread by identifiers, joins those this message shows to be one, or opens a new one. */
async function trouverFil(
  tx: Transaction,
  boite: BoiteDeReception,
  message: MessageLisible,
  liens: Liens,
  de: Arrivee['de'],
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

function ouvrirFil(tx: Transaction, boite: BoiteDeReception, message: MessageLisible, de: Arrivee['de']): Promise<Fil> {
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

/** Subject as people read it: the prefix of archives is not for them (interop.md §6.3); the raw one stays in the mail. */
function sujetMontre(sujet: string): string {
  const net = stockable(sujet.replaceAll(/[\p{Cc}]+/gu, ' '), 300)
    .replace(/^XDM\/1\.0\/DDM\+/, '')
    .trim();
  return net === '' ? 'Sans sujet' : net;
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
  arrivee: Arrivee,
  fil: Fil,
  enReponseA: string | undefined,
): Promise<string> {
  const pieces = await garderPieces(tx, message, fil.lecteurs, fil.patient);
  const communication = `Communication/${arrivee.id}`;
  await tx.ecrire(
    communicationDe(
      {
        id: arrivee.id,
        messageId: stockable(message.messageId, 600),
        statut: 'completed',
        de: arrivee.de,
        a: { adresse: boite.adresse, nom: boite.nom, ref: boite.structure },
        texte: texteNouveau(message),
        pieces,
        envoyeLe: message.date,
        recuLe: message.recuLe,
        enReponseA,
        sujet: sujetMontre(message.sujet),
      },
      fil,
    ),
    undefined,
    fil.lecteurs,
  );
  await modifierCourriel(tx, arrivee.id, {
    fil: fil.id,
    communication,
    texte: stockable(message.texte, TEXTE_MAX),
    a_nom: boite.nom,
    a_ref: boite.structure,
  });
  await tables(tx)
    .updateTable('courriel')
    .set({ pieces: JSON.stringify(pieces) })
    .where('courriel.id', '=', arrivee.id)
    .execute();
  return communication;
}

function texteNouveau(message: MessageLisible): string {
  const nouveau = stockable(message.texteNouveau, TEXTE_MAX).trim();
  return nouveau === '' ? stockable(message.texte, TEXTE_MAX).trim() : nouveau;
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

interface AOrienter {
  readonly communication: string;
  readonly fil: string;
  readonly premier: boolean;
  readonly de: Arrivee['de'];
}

/** Offers the message to its room; what no room takes waits for a named person. A robot's message is never an answer. */
async function orienter(
  tx: Transaction,
  { boite, salles }: Rangement,
  message: MessageLisible,
  aOrienter: AOrienter,
): Promise<void> {
  const fil = await lireFil(tx, aOrienter.fil);
  if (fil === undefined || message.nature === 'reponse-automatique') return;
  const automatique = message.automatique || message.nature !== 'message';
  offrir(tx, { communication: aOrienter.communication, adresse: aOrienter.de.adresse });
  if (
    !automatique &&
    (await prisParUneSalle(tx, salles, boite, fil, {
      premier: aOrienter.premier,
      message: entrant(message, aOrienter),
    }))
  )
    return;
  const actuel = await lireFil(tx, fil.id);
  await faireRepondre(tx, actuel ?? fil, { automatique });
}

function entrant(message: MessageLisible, { communication, fil, de }: AOrienter): MessageEntrant {
  return {
    communication,
    fil,
    de,
    sujet: sujetMontre(message.sujet),
    texte: texteNouveau(message),
    le: message.recuLe,
  };
}

async function prisParUneSalle(
  tx: Transaction,
  salles: Salles,
  boite: BoiteDeReception,
  fil: Fil,
  { premier, message }: { premier: boolean; message: MessageEntrant },
): Promise<boolean> {
  if (fil.objet !== null && fil.genre !== 'message')
    return (await salles.reponses.get(fil.genre)?.({ tx, message, objet: fil.objet, boite })) ?? false;
  if (!premier) return false;
  return (await salles.nouveaux.get(boite.file)?.({ tx, message, boite })) ?? false;
}
