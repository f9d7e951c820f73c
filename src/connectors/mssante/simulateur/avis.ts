import type { Correspondant, MessageId } from '../boite.ts';
import { domaineDe } from '../ecrire-message.ts';
import { enAscii } from './ascii.ts';

/** Messages que les serveurs et logiciels d'en face produisent seuls : avis RFC 3464, accusé RFC 8098, absence RFC 3834. */

const CRLF = '\r\n';

interface Contexte {
  readonly id: string;
  readonly le: Date;
}

function dateRfc(le: Date): string {
  return le.toUTCString().replace('GMT', '+0000');
}

// Encodage d'en-tête RFC 2047 en base64, par tranches d'au plus 36 octets pour tenir dans 75 caractères.
function motsCodes(texte: string): string {
  const tranches: string[] = [];
  let tranche = '';
  for (const caractere of texte) {
    if (Buffer.byteLength(tranche + caractere) > 36) {
      tranches.push(tranche);
      tranche = '';
    }
    tranche += caractere;
  }
  return [...tranches, tranche].map((une) => `=?utf-8?B?${Buffer.from(une).toString('base64')}?=`).join(`${CRLF} `);
}

function corpsBase64(texte: string): string {
  return Buffer.from(texte)
    .toString('base64')
    .replaceAll(/(.{76})/g, `$1${CRLF}`);
}

function partieTexte(texte: string): string[] {
  return ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '', corpsBase64(texte)];
}

/** En-têtes seuls de l'original : un avis ne recopie pas le contenu médical. */
function entetesDe(original: Buffer): string {
  const fin = original.indexOf('\r\n\r\n');
  return original.subarray(0, fin === -1 ? original.length : fin + 2).toString('latin1');
}

function rapport(entetes: readonly string[], sorte: string, frontiere: string, parties: readonly string[][]): Buffer {
  const corps = parties.flatMap((partie) => [`--${frontiere}`, ...partie, '']);
  const type = `Content-Type: multipart/report; report-type=${sorte};${CRLF} boundary="${frontiere}"`;
  return Buffer.from(
    [...entetes, 'MIME-Version: 1.0', type, '', ...corps, `--${frontiere}--`, ''].join(CRLF),
    'latin1',
  );
}

export interface NonRemise {
  readonly expediteur: string;
  readonly destinataire: string;
  /** Code étendu, `5.1.1`. */
  readonly code: string;
  readonly texte: string;
  readonly original: Buffer;
}

/** Avis de non-remise, en-têtes de l'original joints. */
export function avisDeNonRemise(echec: NonRemise, { id, le }: Contexte): Buffer {
  const serveur = domaineDe(echec.destinataire);
  return rapport(
    [
      'Return-Path: <>',
      `Date: ${dateRfc(le)}`,
      `From: Mail Delivery System <MAILER-DAEMON@${serveur}>`,
      `To: ${echec.expediteur}`,
      `Subject: ${motsCodes('Message non remis : retour à l’expéditeur')}`,
      `Message-ID: <${id}@${serveur}>`,
      'Auto-Submitted: auto-replied',
    ],
    'delivery-status',
    `avis-${id}`,
    [
      partieTexte(`Votre message n’a pas pu être remis à ${echec.destinataire}.\n\n${echec.texte}\n`),
      [
        'Content-Type: message/delivery-status',
        '',
        `Reporting-MTA: dns; ${serveur}`,
        `Arrival-Date: ${dateRfc(le)}`,
        '',
        `Final-Recipient: rfc822; ${echec.destinataire}`,
        `Original-Recipient: rfc822;${echec.destinataire}`,
        'Action: failed',
        `Status: ${echec.code}`,
        `Diagnostic-Code: smtp; ${enAscii(echec.texte)}`,
      ],
      ['Content-Type: text/rfc822-headers', '', entetesDe(echec.original)],
    ],
  );
}

export interface Lecture {
  readonly lecteur: Correspondant;
  readonly demandePar: string;
  readonly original: MessageId;
  readonly sujet: string;
}

/** Accusé de lecture : une personne a ouvert le message. */
export function accuseDeLecture(lecture: Lecture, { id, le }: Contexte): Buffer {
  const domaine = domaineDe(lecture.lecteur.adresse);
  return rapport(
    [
      'Return-Path: <>',
      `Date: ${dateRfc(le)}`,
      `From: ${motsCodes(lecture.lecteur.nom)} <${lecture.lecteur.adresse}>`,
      `To: ${lecture.demandePar}`,
      `Subject: ${motsCodes(`Lu : ${lecture.sujet}`)}`,
      `Message-ID: <${id}@${domaine}>`,
      `In-Reply-To: ${lecture.original}`,
      `References: ${lecture.original}`,
    ],
    'disposition-notification',
    `lu-${id}`,
    [
      partieTexte(
        `Votre message a été affiché chez son destinataire le ${le.toLocaleString('fr-FR', { timeZone: 'Europe/Paris' })}.\n`,
      ),
      [
        'Content-Type: message/disposition-notification',
        '',
        `Final-Recipient: rfc822; ${lecture.lecteur.adresse}`,
        `Original-Message-ID: ${lecture.original}`,
        'Disposition: manual-action/MDN-sent-manually; displayed',
      ],
    ],
  );
}

export interface Absence {
  readonly absent: Correspondant;
  readonly expediteur: string;
  readonly original: MessageId | undefined;
  readonly sujet: string;
}

/** Réponse automatique d'absence. */
export function reponseAbsence(absence: Absence, { id, le }: Contexte): Buffer {
  const fil =
    absence.original === undefined ? [] : [`In-Reply-To: ${absence.original}`, `References: ${absence.original}`];
  const entetes = [
    'Return-Path: <>',
    `Date: ${dateRfc(le)}`,
    `From: ${motsCodes(absence.absent.nom)} <${absence.absent.adresse}>`,
    `To: ${absence.expediteur}`,
    `Subject: ${motsCodes(`Absence : ${absence.sujet}`)}`,
    `Message-ID: <${id}@${domaineDe(absence.absent.adresse)}>`,
    ...fil,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
  ];
  const texte =
    'Bonjour,\n\nJe suis absent jusqu’à lundi et ne lis pas cette boîte. En cas d’urgence, appelez le 15.\n';
  return Buffer.from([...entetes, ...partieTexte(texte), ''].join(CRLF), 'latin1');
}
