import type { Patient } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import type { Famille } from '#fhir/types.ts';
import { normaliser } from '#lib/texte/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { communicationDe, type Partie } from '../fhir.ts';
import { MessageEcrit } from '../faits.ts';
import { boiteDe, type BoiteConnue } from '../fils/boites.ts';
import { sujetDesFaits } from '../fils/main.ts';
import { rattacherFil } from '../fils/rattacher-fil.ts';
import {
  courrielDe,
  creerFil,
  filsDeLObjet,
  lireFil,
  maillonsDuFil,
  modifierFil,
  retenirReferences,
  verrouillerBoite,
  type Fil,
} from '../fils/store.ts';
import { tables } from '../tables.ts';
import { chaine } from './chaine.ts';
import type { ChargeMssante } from './charge.ts';
import { sansMatriculeInterdit } from './matricules.ts';
import { messageOffert } from './offre.ts';
import { sujetSansPersonne, type TraitsASaisir } from './sujet.ts';
import { corpsDuMessage, texteStockable } from './texte.ts';

/** A message to write on behalf of a structure. */
export interface MessageAEcrire {
  /** Our mailbox it leaves from. */
  readonly boite: string;
  readonly a: { readonly adresse: string; readonly nom: string; readonly ref?: string | undefined };
  /** `Task/…` it is about; absent for a conversation about nothing else. */
  readonly objet?: string | undefined;
  readonly genre: string;
  readonly patient?: string | undefined;
  /** From a fixed sentence and a reference: never typed by a user, never a name nor a health datum. */
  readonly sujet: string;
  readonly texte: string;
  /** `Communication/…` */
  readonly enReponseA?: string | undefined;
  readonly lecteurs: readonly string[];
  readonly famille?: Famille | undefined;
  /** Leaves no sooner: the time to take it back. */
  readonly aPartirDe?: Date | undefined;
}

export interface MessageEcritDansFil {
  /** `Communication/…` */
  readonly communication: string;
  readonly fil: string;
}

/**
 * Writes a secure mail: its Communication, its place in a thread, its line in the outbox, all in the transaction of the action.
 * It leaves after commit with a Message-ID that never changes; its state is read by `etatDuMessage`.
 */
export async function ecrireMessage(tx: Transaction, message: MessageAEcrire): Promise<MessageEcritDansFil> {
  await verrouillerBoite(tx, message.boite, 'partage');
  const boite = await boiteDe(tx, message.boite);
  const enReponseA = message.enReponseA ?? messageOffert(tx, message.a.adresse);
  const parent = enReponseA === undefined ? undefined : await courrielDe(tx, enReponseA);
  const fil = await filDuMessage(tx, message, boite, parent?.fil ?? undefined);
  const liens = chaine(await maillonsDuFil(tx, fil.id), parent?.message_id);
  const id = tx.nouvelId();
  const communication = `Communication/${id}`;
  const messageId = `<${id}@${boite.adresse.slice(boite.adresse.lastIndexOf('@') + 1).toLowerCase()}>`;
  const texte = await sansMatriculeInterdit(tx, texteStockable(message.texte).trim(), fil.patient ?? message.patient);
  const de = auteurDe(tx, boite);
  await tx.ecrire(
    communicationDe(
      { id, messageId, statut: 'preparation', de, a: message.a, texte, pieces: [], enReponseA, sujet: fil.sujet },
      fil,
    ),
    undefined,
    fil.lecteurs,
  );
  const charge = await chargeDe(tx, message, boite, { id, messageId, texte, liens });
  const envoi = await tx.envoyer('mssante', communication, charge, message.aPartirDe);
  await inscrire(tx, { id, messageId, communication, envoi, texte }, fil, message, de);
  await tx.fait(MessageEcrit, {
    objet: sujetDesFaits(fil),
    patient: fil.patient ?? undefined,
    lecteurs: fil.lecteurs,
    donnees: { fil: fil.id, communication, a: message.a.nom },
  });
  return { communication, fil: fil.id };
}

interface AEnvoyer {
  readonly id: string;
  readonly messageId: string;
  readonly texte: string;
  readonly liens: ReturnType<typeof chaine>;
}

async function chargeDe(
  tx: Transaction,
  message: MessageAEcrire,
  boite: BoiteConnue,
  { id, messageId, texte, liens }: AEnvoyer,
): Promise<ChargeMssante> {
  const { acteur } = tx;
  const nom = acteur.genre === 'compte' ? acteur.nom : boite.nom;
  return {
    courriel: id,
    boite: boite.adresse,
    messageId,
    date: (message.aPartirDe ?? tx.maintenant).toISOString(),
    de: { adresse: boite.adresse, nom: sansControle(boite.nom) },
    a: { adresse: message.a.adresse, nom: sansControle(message.a.nom) },
    sujet: sujetSansPersonne(message.sujet, await traitsDe(tx, message.patient), `Message de ${boite.nom}`),
    texte: corpsDuMessage(texte, { nom, structure: boite.nom, telephone: acteur.telephone }),
    references: [...liens.references],
    entetes: entetes(tx, boite),
    ...(liens.enReponseA === undefined ? {} : { enReponseA: liens.enReponseA }),
  };
}

/** The thread of the message it answers, else the one already open about the same thing with the same correspondent, else a new one. */
async function filDuMessage(
  tx: Transaction,
  message: MessageAEcrire,
  boite: BoiteConnue,
  parent: string | undefined,
): Promise<Fil> {
  const { objet, genre, patient, famille } = message;
  const lecteurs = [
    ...message.lecteurs,
    boite.structure,
    tx.acteur.ref,
    ...(message.a.ref === undefined ? [] : [message.a.ref]),
  ].filter(estLecteur);
  const connu = await filContinuable(tx, message, boite, parent);
  if (connu !== undefined) return rattacherFil(tx, connu.id, { objet, genre, patient, famille, lecteurs });
  return creerFil(tx, {
    id: tx.nouvelId(),
    boite: boite.adresse,
    structure: boite.structure,
    file: boite.file,
    objet: objet ?? null,
    genre: objet === undefined ? 'message' : genre,
    patient: patient ?? null,
    famille: famille ?? 'FIL',
    correspondant: message.a.adresse.toLowerCase(),
    correspondant_nom: message.a.nom,
    correspondant_ref: message.a.ref ?? null,
    sujet: sansControle(message.sujet),
    lecteurs,
    ouvert_le: tx.maintenant,
    dernier_le: tx.maintenant,
    recu_le: null,
    lu_le: tx.maintenant,
    porteur: null,
    porteur_nom: null,
  });
}

async function filContinuable(
  tx: Transaction,
  message: MessageAEcrire,
  boite: BoiteConnue,
  parent: string | undefined,
): Promise<Fil | undefined> {
  const repondu = parent === undefined ? undefined : await lireFil(tx, parent);
  const memeBoite = repondu?.boite.toLowerCase() === boite.adresse.toLowerCase();
  const compatible = repondu?.objet === null || message.objet === undefined || repondu?.objet === message.objet;
  if (repondu !== undefined && memeBoite && compatible) return repondu;
  if (message.objet === undefined) return undefined;
  return (await filsDeLObjet(tx, message.objet, boite.adresse, message.a.adresse.toLowerCase()))[0];
}

interface Inscription {
  readonly id: string;
  readonly messageId: string;
  readonly communication: string;
  readonly envoi: string;
  readonly texte: string;
}

async function inscrire(
  tx: Transaction,
  ecrit: Inscription,
  fil: Fil,
  message: MessageAEcrire,
  de: Partie,
): Promise<void> {
  const { acteur, maintenant } = tx;
  const nominatif = acteur.genre === 'compte';
  await tables(tx)
    .insertInto('courriel')
    .values({
      id: ecrit.id,
      sens: 'envoye',
      boite: fil.boite,
      message_id: ecrit.messageId,
      empreinte: ecrit.id,
      nature: 'message',
      etat: 'attente',
      fil: fil.id,
      communication: ecrit.communication,
      de: de.adresse,
      de_nom: de.nom,
      de_ref: de.ref ?? null,
      a: message.a.adresse.toLowerCase(),
      a_nom: message.a.nom,
      a_ref: message.a.ref ?? null,
      auteur: nominatif ? acteur.ref : null,
      auteur_nom: nominatif ? acteur.nom : null,
      recu_le: maintenant,
      texte: ecrit.texte,
      envoi: ecrit.envoi,
    })
    .execute();
  await retenirReferences(tx, fil, [ecrit.messageId]);
  await modifierFil(tx, fil.id, {
    dernier_le: maintenant,
    ...(nominatif ? { porteur: acteur.ref, porteur_nom: acteur.nom } : {}),
  });
}

/** A person writes in her own name from the mailbox of her structure (MSS-07); Cordée writes in the name of the structure. */
function auteurDe(tx: Transaction, boite: BoiteConnue): Partie {
  const { acteur } = tx;
  return acteur.genre === 'compte'
    ? { adresse: boite.adresse, nom: acteur.nom, ref: acteur.ref }
    : { adresse: boite.adresse, nom: boite.nom, ref: boite.structure };
}

/** A read receipt is asked for people; what Cordée writes by itself says so, and nobody's robot answers it (RFC 3834). */
function entetes(tx: Transaction, boite: BoiteConnue): Record<string, string> {
  return tx.acteur.genre === 'systeme'
    ? { 'Auto-Submitted': 'auto-generated' }
    : { 'Disposition-Notification-To': boite.adresse };
}

async function traitsDe(tx: Transaction, patient: string | undefined): Promise<TraitsASaisir | undefined> {
  if (patient === undefined) return undefined;
  const [lue] = await tx.magasin.chercher('Patient', { ids: [patient], limite: 1 }, porteeSysteme('messagerie.sujet'));
  return lue === undefined ? undefined : { noms: nomsDe(lue.ressource), naissance: lue.ressource.birthDate };
}

function nomsDe(patient: Patient): string[] {
  return (patient.name ?? [])
    .flatMap((nom) => [nom.family ?? '', ...(nom.given ?? []), nom.text ?? ''])
    .filter((nom) => normaliser(nom) !== '');
}

const estLecteur = (ref: string): boolean => ref !== '' && !ref.startsWith('Device/');

function sansControle(texte: string): string {
  return texteStockable(texte)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
