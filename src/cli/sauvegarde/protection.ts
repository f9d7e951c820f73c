import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  scryptSync,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import { SauvegardeAbimee } from './format.ts';

/** For whom a backup is sealed: somebody whose private key is elsewhere, or whoever knows a phrase (trial). */
export type Protection = { readonly destinataire: string } | { readonly phrase: string };
/** What opens it again. */
export type Ouverture = { readonly clePrivee: string } | { readonly phrase: string };

const PUBLIQUE = /^cordee-destinataire:1:([A-Za-z0-9_-]{43})$/;
const PRIVEE = /^cordee-cle-privee:1:([A-Za-z0-9_-]{43}):([A-Za-z0-9_-]{43})$/;
/** RFC 7914: 128 × N × r octets of memory (64 Mio), about 0.2 s. */
const SCRYPT = { N: 65_536, r: 8, p: 1, maxmem: 96 * 1024 * 1024 };
const CLE_ILLISIBLE = 'La clé privée n’a pas la forme attendue : donnez le fichier écrit par « cles destinataire ».';

export const EnteteChiffre = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('destinataire'), destinataire: z.string(), ephemere: z.string() }),
  z.object({ mode: z.literal('phrase'), sel: z.string() }),
]);
export type EnteteChiffre = z.output<typeof EnteteChiffre>;

/** A pair of X25519 keys (RFC 7748): `publique` goes in the configuration, `privee` never stays on the server. */
export function creerDestinataire(): { readonly publique: string; readonly privee: string } {
  const { x, d } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  return { publique: `cordee-destinataire:1:${x}`, privee: `cordee-cle-privee:1:${x}:${d}` };
}

export const estDestinataire = (texte: string): boolean => PUBLIQUE.test(texte.trim());

/** A new key for one file, and what its reader must know to find it again. */
export function proteger(protection: Protection): { readonly entete: EnteteChiffre; readonly cle: Buffer } {
  if ('phrase' in protection) {
    const sel = randomBytes(16);
    return { entete: { mode: 'phrase', sel: sel.toString('base64url') }, cle: clePourPhrase(protection.phrase, sel) };
  }
  const [, x = ''] = PUBLIQUE.exec(protection.destinataire.trim()) ?? [];
  const ephemere = generateKeyPairSync('x25519');
  const { x: publique = '' } = ephemere.publicKey.export({ format: 'jwk' });
  return {
    entete: { mode: 'destinataire', destinataire: nomDe(x), ephemere: publique },
    cle: accord(ephemere.privateKey, publiqueDe(x), publique, x),
  };
}

/** The key of the file this header belongs to. Says which key is asked for when another is given. */
export function retrouver(entete: EnteteChiffre, ouverture: Ouverture): Buffer {
  if (entete.mode === 'phrase') {
    if (!('phrase' in ouverture))
      throw new SauvegardeAbimee('Cette sauvegarde s’ouvre avec une phrase (--phrase FICHIER).');
    return clePourPhrase(ouverture.phrase, Buffer.from(entete.sel, 'base64url'));
  }
  if (!('clePrivee' in ouverture))
    throw new SauvegardeAbimee('Cette sauvegarde s’ouvre avec la clé privée de son destinataire (--cle FICHIER).');
  const [, x = '', d = ''] = PRIVEE.exec(ouverture.clePrivee.trim()) ?? [];
  if (x === '') throw new SauvegardeAbimee(CLE_ILLISIBLE);
  if (nomDe(x) !== entete.destinataire)
    throw new SauvegardeAbimee(
      `Cette clé privée (${nomDe(x)}) n’est pas celle du destinataire de la sauvegarde (${entete.destinataire}).`,
    );
  const privee = createPrivateKey({ key: { kty: 'OKP', crv: 'X25519', x, d }, format: 'jwk' });
  return accord(privee, publiqueDe(entete.ephemere), entete.ephemere, x);
}

/** Short name of a public key, to recognise it on paper. */
const nomDe = (x: string): string => createHash('sha256').update(x).digest('hex').slice(0, 12);

function publiqueDe(x: string): KeyObject {
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  } catch (erreur) {
    throw new SauvegardeAbimee(CLE_ILLISIBLE, { cause: erreur });
  }
}

function accord(privee: KeyObject, publique: KeyObject, ephemere: string, destinataire: string): Buffer {
  const secret = diffieHellman({ privateKey: privee, publicKey: publique });
  return Buffer.from(hkdfSync('sha256', secret, `${ephemere}.${destinataire}`, 'cordee/sauvegarde/1', 32));
}

function clePourPhrase(phrase: string, sel: Uint8Array): Buffer {
  return scryptSync(phrase.trim().normalize('NFC'), sel, 32, SCRYPT);
}
