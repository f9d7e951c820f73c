import { createHash } from 'node:crypto';
import type { MessageRecu, MessageRecuLu, NatureMessage } from '#connectors/mssante/boite.ts';
import type { Transaction } from '#socle/transaction.ts';
import { tables, type EtatCourriel, type NatureCourriel, type PieceDuCourriel } from '../tables.ts';
import { texteStockable } from '../envoi/texte.ts';
import { TEXTE_MAX } from '../parametres.ts';
import { natureDe } from '../pieces/nature.ts';

export type MessageLisible = MessageRecuLu & NatureMessage;

/**
 * Same content, same fingerprint: sender, subject and body. Transport headers are left out because they change at each
 * delivery; sender and subject are kept so that a message that only reuses an identifier and a body is not taken for a copy.
 */
function empreinteDuContenu(message: MessageRecu): string {
  const tete =
    message.nature === 'illisible'
      ? [message.expediteurDeclare, message.sujetDeclare]
      : [message.de.adresse, message.sujet];
  return createHash('sha256')
    .update(JSON.stringify([...tete, message.empreinteCorps]))
    .digest('hex');
}

export interface Inscription {
  readonly id: string;
  readonly boite: string;
  readonly etat: Extract<EtatCourriel, 'classe' | 'quarantaine'>;
  readonly raison?: string | undefined;
  readonly de: { readonly adresse: string; readonly nom: string; readonly ref?: string | undefined };
}

/** Keeps the mail as it arrived. False when it is already there: a second delivery, another worker, a rereading of the mailbox. */
export async function inscrireRecu(tx: Transaction, message: MessageRecu, inscription: Inscription): Promise<boolean> {
  const nature: NatureCourriel = message.nature;
  const inscrit = await tables(tx)
    .insertInto('courriel')
    .values({
      id: inscription.id,
      sens: 'recu',
      boite: inscription.boite,
      message_id: stockable(message.messageId, 600),
      empreinte: empreinteDuContenu(message),
      nature,
      etat: inscription.etat,
      de: stockable(inscription.de.adresse, 320),
      de_nom: stockable(inscription.de.nom, 200),
      de_ref: inscription.de.ref ?? null,
      a: inscription.boite,
      a_nom: '',
      recu_le: message.recuLe,
      brut: message.brut,
      raison: inscription.raison ?? null,
    })
    .onConflict((conflit) => conflit.constraint('courriel_une_fois').doNothing())
    .returning('courriel.id')
    .executeTakeFirst();
  return inscrit !== undefined;
}

/**
 * The same for a mail that was set aside: its line now says what was read, its bytes do not change. False when the same mail has
 * been filed from another delivery since: this one is then put away.
 */
export async function reinscrire(
  tx: Transaction,
  message: MessageRecu,
  { id, boite, de }: Inscription,
): Promise<boolean> {
  const cle = { message_id: stockable(message.messageId, 600), empreinte: empreinteDuContenu(message) };
  const ailleurs = await tables(tx)
    .selectFrom('courriel as c')
    .select('c.id')
    .where('c.boite', '=', boite)
    .where('c.sens', '=', 'recu')
    .where('c.message_id', '=', cle.message_id)
    .where('c.empreinte', '=', cle.empreinte)
    .where('c.id', '<>', id)
    .executeTakeFirst();
  const lu = {
    ...cle,
    nature: message.nature,
    etat: 'classe' as const,
    raison: null,
    de: stockable(de.adresse, 320),
    de_nom: stockable(de.nom, 200),
    de_ref: de.ref ?? null,
  };
  await tables(tx)
    .updateTable('courriel')
    .set(ailleurs === undefined ? lu : { etat: 'ecarte' })
    .where('courriel.id', '=', id)
    .execute();
  return ailleurs === undefined;
}

/** Attachments, one line each: the raw mail stays the original, these are its readable parts. */
export async function garderPieces(
  tx: Transaction,
  message: MessageLisible,
  lecteurs: readonly string[],
  patient: string | null,
): Promise<readonly PieceDuCourriel[]> {
  const pieces: PieceDuCourriel[] = [];
  for (const piece of message.piecesJointes) {
    const id = tx.nouvelId();
    const nom = stockable(piece.nom, 200);
    const type = stockable(piece.type, 120);
    const empreinte = createHash('sha256').update(piece.octets).digest('hex');
    await tx.sql
      .insertInto('piece')
      .values({
        id,
        empreinte,
        type_mime: type,
        nom,
        octets: piece.octets,
        patient,
        lecteurs: [...lecteurs],
        le: tx.maintenant,
        nature: natureDe(Buffer.from(piece.octets)),
        a_verifier_le: tx.maintenant,
      })
      .execute();
    pieces.push({ id, nom, type, taille: piece.octets.byteLength });
  }
  return pieces;
}

/** Who writes, as the directory knows it or as the mail declares. */
export interface Expediteur {
  readonly adresse: string;
  readonly nom: string;
  readonly ref: string | undefined;
}

/** Subject as people read it: the prefix of archives is not for them (interop.md §6.3); the raw one stays in the mail. */
export function sujetMontre(sujet: string): string {
  const net = stockable(sujet.replaceAll(/[\p{Cc}]+/gu, ' '), 300)
    .replace(/^XDM\/1\.0\/DDM\+/, '')
    .trim();
  return net === '' ? 'Sans sujet' : net;
}

/** What was written this time; the whole text when nothing but a quotation is left. */
export function texteNouveau(message: MessageLisible): string {
  const nouveau = stockable(message.texteNouveau, TEXTE_MAX).trim();
  return nouveau === '' ? stockable(message.texte, TEXTE_MAX).trim() : nouveau;
}

export function stockable(texte: string, longueur: number): string {
  return texteStockable(texte).slice(0, longueur).toWellFormed();
}
