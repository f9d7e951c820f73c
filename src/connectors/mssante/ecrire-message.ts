import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Correspondant, MessageAEnvoyer, MessageId, PieceJointe } from './boite.ts';
import { MessageInvalide } from './erreurs.ts';

// Adresse : sous-ensemble ASCII de RFC 5321 (pas de partie locale entre guillemets, pas d'adresse internationale),
// qui couvre toutes les adresses MSSanté publiées. Message-ID : RFC 5322, forme sans espace ni guillemets.
const ADRESSE = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{1,63}$/;
const MESSAGE_ID = /^<[^\s<>@]{1,200}@[^\s<>@]{1,200}>$/;
const ENTETES_PERMIS = /^(?:x-[a-z0-9-]{1,70}|disposition-notification-to|return-receipt-to|reply-to|auto-submitted)$/i;
// Caractères de contrôle : CR et LF permettraient d'ajouter un en-tête ou une commande (ASVS 1.3.11).
const CONTROLE = /\p{Cc}/u;
const CONTROLE_DANS_TEXTE = /[^\P{Cc}\n\t]/u;
const TYPE_MIME = /^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}$/i;

/** Vrai pour une adresse que nous acceptons d'écrire (voir ADRESSE). */
export function estAdresse(texte: string): boolean {
  return texte.length <= 254 && ADRESSE.test(texte);
}

/** Partie domaine d'une adresse, en minuscules. */
export function domaineDe(adresse: string): string {
  return adresse.slice(adresse.lastIndexOf('@') + 1).toLowerCase();
}

/** Message-ID à partir d'un identifiant à nous : même identifiant, même Message-ID. */
export function messageIdDe(identifiant: string, domaine: string): MessageId {
  return verifierMessageId(`<${identifiant}@${domaine}>`);
}

function verifierMessageId(identifiant: MessageId): MessageId {
  if (!MESSAGE_ID.test(identifiant) || CONTROLE.test(identifiant)) {
    throw new MessageInvalide('identifiant', 'L’identifiant du message n’a pas la forme <…@…>.');
  }
  return identifiant;
}

function verifierLigne(quoi: string, texte: string): string {
  if (CONTROLE.test(texte)) {
    throw new MessageInvalide('injection', `${quoi} contient un retour à la ligne ou un caractère de contrôle.`);
  }
  return texte;
}

function verifierCorrespondant(qui: Correspondant): { name: string; address: string } {
  verifierLigne('Une adresse', qui.adresse);
  if (!estAdresse(qui.adresse)) {
    throw new MessageInvalide('adresse', 'Une adresse de messagerie n’a pas la forme attendue.');
  }
  return { name: verifierLigne('Un nom de correspondant', qui.nom), address: qui.adresse };
}

function verifierTexte(texte: string): string {
  const normal = texte.replaceAll(/\r\n?/g, '\n');
  if (CONTROLE_DANS_TEXTE.test(normal)) {
    throw new MessageInvalide('injection', 'Le texte contient un caractère de contrôle.');
  }
  return normal;
}

function verifierEntetes(entetes: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(entetes).map(([nom, valeur]) => {
    if (!ENTETES_PERMIS.test(nom)) {
      throw new MessageInvalide('entete-reserve', 'Un en-tête demandé est réservé au connecteur.');
    }
    return { key: nom, value: verifierLigne(`L’en-tête ${nom}`, valeur) };
  });
}

function verifierPiece(piece: PieceJointe): {
  filename: string;
  contentType: string;
  content: Buffer;
  contentTransferEncoding: 'base64';
} {
  verifierLigne('Un nom de pièce jointe', piece.nom);
  // Un message joint (message/*) changerait de sens en traversant les serveurs : il part en archive ou en PDF.
  if (piece.nom === '' || !TYPE_MIME.test(piece.type) || /^(?:message|multipart)\//i.test(piece.type)) {
    throw new MessageInvalide('piece-jointe', 'Une pièce jointe n’a pas de nom ou a un type de fichier invalide.');
  }
  return {
    filename: piece.nom,
    contentType: piece.type,
    content: Buffer.from(piece.octets.buffer, piece.octets.byteOffset, piece.octets.byteLength),
    contentTransferEncoding: 'base64',
  };
}

/**
 * Octets MIME d'un message. À `messageId` et `date` égaux, octets égaux : un renvoi après coupure est reconnaissable.
 * Lève `MessageInvalide` (adresse, injection, en-tête réservé, taille) avant tout échange avec l'opérateur.
 */
export async function ecrireMessage(message: MessageAEnvoyer, octetsMax: number): Promise<Buffer> {
  if (message.a.length === 0) {
    throw new MessageInvalide('aucun-destinataire', 'Le message n’a aucun destinataire.');
  }
  verifierMessageId(message.messageId);
  const composeur = new MailComposer({
    messageId: message.messageId,
    from: verifierCorrespondant(message.de),
    to: message.a.map(verifierCorrespondant),
    subject: verifierLigne('Le sujet', message.sujet),
    text: verifierTexte(message.texte),
    references: message.references.map(verifierMessageId),
    headers: verifierEntetes(message.entetes),
    attachments: message.piecesJointes.map(verifierPiece),
    disableFileAccess: true,
    disableUrlAccess: true,
    baseBoundary: createHash('sha256').update(message.messageId).digest('hex').slice(0, 24),
    newline: 'windows',
    ...(message.html === undefined ? {} : { html: verifierTexte(message.html) }),
    ...(message.date === undefined ? {} : { date: message.date }),
    ...(message.enReponseA === undefined ? {} : { inReplyTo: verifierMessageId(message.enReponseA) }),
  });
  const octets = await composeur.compile().build();
  if (octets.byteLength > octetsMax) {
    throw new MessageInvalide('trop-gros', `Le message dépasse ${Math.floor(octetsMax / 1024 / 1024)} Mo.`);
  }
  return octets;
}
