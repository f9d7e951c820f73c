import { createHash } from 'node:crypto';
import { simpleParser, type AddressObject, type Attachment, type EmailAddress, type ParsedMail } from 'mailparser';
import type {
  Correspondant,
  MessageId,
  MessageIllisible,
  MessageRecu,
  MessageRecuLu,
  NatureMessage,
  PieceJointe,
  RaisonIllisible,
} from './boite.ts';
import { BORNES_MIME, examinerMime, lireEntetesBruts, type EntetesBruts } from './lecture/examen-mime.ts';
import { retirerHistorique } from './lecture/historique-cite.ts';
import { htmlEnTexte } from './lecture/html-en-texte.ts';
import { classer, entete, estAutomatique, type PartieMime } from './lecture/nature-message.ts';

export interface OctetsRecus {
  readonly uid: number;
  readonly brut: Uint8Array;
  /** Heure d'arrivée selon le serveur. */
  readonly recuLe: Date;
  /** Faux quand `brut` n'est que le début d'un message trop gros. */
  readonly complet: boolean;
}

type Provenance = Pick<MessageRecuLu, 'uid' | 'messageId' | 'empreinte' | 'empreinteCorps' | 'recuLe' | 'brut'>;

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

function provenance(recus: OctetsRecus, octets: Buffer, entetes: EntetesBruts): Provenance {
  const empreinte = sha256(octets);
  const declare = /<[^\s<>]{1,500}>/.exec(entete(entetes, 'message-id'))?.[0];
  return {
    uid: recus.uid,
    messageId: declare ?? `<sha256-${empreinte}@sans-identifiant.invalid>`,
    empreinte,
    empreinteCorps: sha256(octets.subarray(entetes.debutCorps)),
    recuLe: recus.recuLe,
    brut: recus.brut,
  };
}

/** Texte d'un en-tête brut, montrable : caractères de contrôle remplacés, longueur bornée. */
function apercu(entetes: EntetesBruts, nom: string): string {
  return entete(entetes, nom)
    .slice(0, 300)
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim();
}

function illisible(
  recus: OctetsRecus,
  octets: Buffer,
  entetes: EntetesBruts,
  raison: RaisonIllisible,
): MessageIllisible {
  return {
    ...provenance(recus, octets, entetes),
    nature: 'illisible',
    raison,
    brutComplet: recus.complet,
    expediteurDeclare: apercu(entetes, 'from'),
    sujetDeclare: apercu(entetes, 'subject'),
  };
}

function aplatir(adresses: readonly EmailAddress[]): EmailAddress[] {
  return adresses.flatMap((adresse) => (adresse.group === undefined ? [adresse] : aplatir(adresse.group)));
}

function correspondants(valeur: AddressObject | AddressObject[] | undefined): Correspondant[] {
  const objets = valeur === undefined ? [] : Array.isArray(valeur) ? valeur : [valeur];
  return aplatir(objets.flatMap((objet) => objet.value)).map((adresse) => ({
    adresse: (adresse.address ?? '').trim().toLowerCase(),
    nom: adresse.name.trim(),
  }));
}

/** Nom de fichier sans chemin, sans caractère de contrôle ni inversion de sens d'écriture (« fdp.exe » lu « exe.pdf »). */
export function nomDePiece(declare: string | undefined, rang: number): string {
  const base = (declare ?? '').split(/[/\\]/).at(-1) ?? '';
  const net = base.replaceAll(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').trim();
  if (net === '' || /^\.+$/.test(net)) {
    return `piece-${rang + 1}`;
  }
  const point = net.lastIndexOf('.');
  const extension = point > 0 ? net.slice(point).slice(0, 20) : '';
  return net.length <= 200 ? net : `${net.slice(0, 200 - extension.length)}${extension}`;
}

function pieceJointe(piece: Attachment, rang: number): PieceJointe {
  return {
    nom: nomDePiece(piece.filename, rang),
    type: piece.contentType.toLowerCase(),
    octets: new Uint8Array(piece.content),
  };
}

function listeDeReferences(valeur: string | string[] | undefined): MessageId[] {
  const texte = valeur === undefined ? '' : Array.isArray(valeur) ? valeur.join(' ') : valeur;
  return [...texte.matchAll(/<[^\s<>]{1,500}>/g)].map((trouve) => trouve[0]).slice(-100);
}

function dateDeclaree(entetes: EntetesBruts, defaut: Date): Date {
  const lue = new Date(entete(entetes, 'date').replace(/\([^)]*\)\s*$/, ''));
  return Number.isNaN(lue.getTime()) ? defaut : lue;
}

function entetesX(analyse: ParsedMail): Record<string, string> {
  const retenus = new Map<string, string>();
  for (const [nom, valeur] of analyse.headers) {
    // Un en-tête répété revient en liste ; X-MSS-CODECDA est multivalué et se lit pareil dans les deux formes.
    const valeurs: readonly unknown[] = Array.isArray(valeur) ? valeur : [valeur];
    const textes = valeurs.filter((une): une is string => typeof une === 'string');
    if (nom.startsWith('x-') && textes.length > 0) {
      retenus.set(nom, textes.join(', '));
    }
  }
  return Object.fromEntries(retenus);
}

function adresseSeule(analyse: ParsedMail, nom: string): string | undefined {
  const valeur = analyse.headers.get(nom);
  return typeof valeur === 'object' && 'value' in valeur && Array.isArray(valeur.value)
    ? correspondants(valeur as AddressObject)[0]?.adresse
    : undefined;
}

function facultatifs(
  analyse: ParsedMail,
): Partial<Pick<MessageRecuLu, 'enReponseA' | 'repondreA' | 'accuseDemandePar'>> {
  const enReponseA = /<[^\s<>]{1,500}>/.exec(analyse.inReplyTo ?? '')?.[0];
  const repondreA = correspondants(analyse.replyTo)[0];
  const accuseDemandePar = adresseSeule(analyse, 'disposition-notification-to');
  return {
    ...(enReponseA === undefined ? {} : { enReponseA }),
    ...(repondreA === undefined ? {} : { repondreA }),
    ...(accuseDemandePar === undefined ? {} : { accuseDemandePar }),
  };
}

/**
 * Texte brut s'il existe, plus celui des parties HTML qui n'en ont pas d'équivalent. `maxHtmlLengthToParse: 0` fait signaler ces
 * parties par mailparser (textConversionError) sans les convertir : notre conversion est bornée, la sienne ne l'est pas.
 */
function texteDuMessage(analyse: ParsedMail): string {
  const brut = (analyse.text ?? '').replaceAll(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (analyse.textConversionError === undefined) {
    return brut;
  }
  const deHtml = htmlEnTexte(analyse.html || '');
  if (brut.trim() === '') {
    return deHtml;
  }
  // `html` mêle les parties avec et sans équivalent : les lignes déjà lues en texte ne sont pas répétées.
  const dejaLues = new Set(brut.split('\n').map((ligne) => ligne.trim()));
  const ajoutees = deHtml.split('\n').filter((ligne) => !dejaLues.has(ligne.trim()));
  return ajoutees.length === 0 ? brut : `${brut}\n\n${ajoutees.join('\n')}`;
}

function assembler(recus: OctetsRecus, octets: Buffer, entetes: EntetesBruts, analyse: ParsedMail): MessageRecu {
  const de = correspondants(analyse.from)[0];
  if (de === undefined || de.adresse === '') {
    return illisible(recus, octets, entetes, 'expediteur-ambigu');
  }
  const sujet = analyse.subject ?? '';
  const texte = texteDuMessage(analyse);
  const options = facultatifs(analyse);
  const parties: PartieMime[] = analyse.attachments.map((p) => ({
    type: p.contentType.toLowerCase(),
    octets: p.content,
  }));
  const nature: NatureMessage = classer({
    entetes,
    parties,
    sujet,
    texte,
    de: de.adresse,
    ...(options.enReponseA === undefined ? {} : { enReponseA: options.enReponseA }),
  });
  return {
    ...provenance(recus, octets, entetes),
    ...nature,
    ...options,
    de,
    a: correspondants(analyse.to),
    cc: correspondants(analyse.cc),
    sujet,
    date: dateDeclaree(entetes, recus.recuLe),
    texte,
    texteNouveau: retirerHistorique(texte, sujet),
    references: listeDeReferences(analyse.references),
    piecesJointes: analyse.attachments.map(pieceJointe),
    entetes: entetesX(analyse),
    automatique: nature.nature !== 'message' || estAutomatique(entetes),
  };
}

/**
 * Lit les octets d'un message. Ne lève jamais : ce qui ne se lit pas, ou dépasse les bornes, revient `illisible` avec sa raison
 * et ses octets, pour que la file ne se bloque pas et que rien ne soit perdu.
 */
export async function lireMessage(recus: OctetsRecus): Promise<MessageRecu> {
  const octets = Buffer.from(recus.brut.buffer, recus.brut.byteOffset, recus.brut.byteLength);
  const entetes = lireEntetesBruts(octets);
  const refus = recus.complet ? examinerMime(octets, entetes) : 'trop-gros';
  if (refus !== undefined) {
    return illisible(recus, octets, entetes, refus);
  }
  let analyse: ParsedMail;
  try {
    analyse = await simpleParser(octets, {
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      keepCidLinks: true,
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      checksumAlgo: false,
      maxHtmlLengthToParse: 0,
      maxHeadSize: BORNES_MIME.octetsEntetes,
      maxChildNodes: BORNES_MIME.parties,
    });
  } catch (erreur) {
    return illisible(recus, octets, entetes, raisonDeLEchec(erreur));
  }
  if ((analyse.html || '').length > BORNES_MIME.caracteresHtml && analyse.textConversionError !== undefined) {
    return illisible(recus, octets, entetes, 'texte-indechiffrable');
  }
  return assembler(recus, octets, entetes, analyse);
}

function raisonDeLEchec(erreur: unknown): RaisonIllisible {
  // mailsplit donne EMAXLEN à toutes ses bornes (parties et en-têtes) : après examen des en-têtes, ce sont les parties.
  return erreur instanceof Error && 'code' in erreur && erreur.code === 'EMAXLEN'
    ? 'trop-de-parties'
    : 'format-invalide';
}
