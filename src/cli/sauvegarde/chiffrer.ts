import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { FORMAT, SauvegardeAbimee } from './format.ts';
import { EnteteChiffre, proteger, retrouver, type Ouverture, type Protection } from './protection.ts';

/**
 * A sealed backup: one line of magic, one line of header (JSON), then frames `length (4 octets) + text + mark (16)`, AES-256-GCM under
 * a key of this file alone. The nonce is the rank of the frame and a last-frame flag: frames cannot be removed, moved or cut off.
 * A frame of length 0 and the SHA-256 of everything before it end the file: damage is seen without the key.
 */
export const MAGIE = `${FORMAT}-chiffree 1\n`;
const MORCEAU = 64 * 1024;
const MARQUE = 16;
const SOMME = 32;
const TROP_LONG = MORCEAU + MARQUE;

const COUPEE = 'La sauvegarde est coupée : il manque sa fin. Rien n’a été restauré ; prenez une autre sauvegarde.';
const ABIMEE = 'La sauvegarde est abîmée. Rien n’a été restauré ; prenez une autre sauvegarde.';
const MAUVAISE_PHRASE = `${ABIMEE} Si elle est protégée par une phrase, ce n’est peut-être pas celle-là.`;

function nonceDe(rang: number, dernier: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(rang, 5, 6);
  nonce[11] = dernier ? 1 : 0;
  return nonce;
}

/** Seals what goes through it. */
export function chiffreur(protection: Protection): Transform {
  const { entete, cle } = proteger(protection);
  const debut = Buffer.from(`${MAGIE}${JSON.stringify(entete)}\n`, 'utf8');
  const somme = createHash('sha256');
  const flux = new Transform();
  const dire = (octets: Buffer): void => {
    somme.update(octets);
    flux.push(octets);
  };
  let reste = Buffer.alloc(0);
  let rang = 0;
  const trame = (clair: Uint8Array, dernier: boolean): void => {
    const chiffre = createCipheriv('aes-256-gcm', cle, nonceDe(rang, dernier)).setAAD(debut);
    const corps = Buffer.concat([chiffre.update(clair), chiffre.final(), chiffre.getAuthTag()]);
    const longueur = Buffer.alloc(4);
    longueur.writeUInt32BE(corps.length);
    if (rang === 0) dire(debut);
    dire(Buffer.concat([longueur, corps]));
    rang += 1;
  };
  flux._transform = (octets: Buffer, _codage, suite) => {
    reste = Buffer.concat([reste, octets]);
    while (reste.length > MORCEAU) {
      trame(reste.subarray(0, MORCEAU), false);
      reste = reste.subarray(MORCEAU);
    }
    suite();
  };
  flux._flush = (suite) => {
    trame(reste, true);
    dire(Buffer.alloc(4));
    flux.push(somme.digest());
    suite();
  };
  return flux;
}

/** Reads exactly what is asked for, in order, from octets that come as they come. */
class Lecteur {
  #reste: Buffer;
  readonly #suite: AsyncIterator<Buffer>;
  readonly somme = createHash('sha256');

  constructor(debut: Buffer, suite: AsyncIterator<Buffer>) {
    this.#reste = debut;
    this.#suite = suite;
  }

  async prendre(combien: number): Promise<Buffer> {
    while (this.#reste.length < combien) {
      const { value, done } = await this.#suite.next();
      if (done === true) throw new SauvegardeAbimee(COUPEE);
      this.#reste = Buffer.concat([this.#reste, value]);
    }
    const pris = this.#reste.subarray(0, combien);
    this.#reste = this.#reste.subarray(combien);
    return pris;
  }

  async prendreLigne(): Promise<Buffer> {
    const octets: Buffer[] = [];
    do octets.push(await this.prendre(1));
    while (octets.at(-1)?.[0] !== 0x0a && octets.length < 1000);
    return Buffer.concat(octets);
  }

  async finie(): Promise<boolean> {
    if (this.#reste.length > 0) return false;
    return (await this.#suite.next()).done === true;
  }
}

/**
 * Opens a sealed backup, frame by frame. Without `ouverture`, nothing comes out and only the outer sum is checked: the file is whole, as
 * it was written. What comes out must be read to its end before it is believed.
 */
export async function* dechiffrees(
  debut: Buffer,
  suite: AsyncIterator<Buffer>,
  ouverture: Ouverture | undefined,
): AsyncGenerator<Buffer> {
  const lecteur = new Lecteur(debut, suite);
  const magie = await lecteur.prendre(MAGIE.length);
  const ligne = await lecteur.prendreLigne();
  const lie = Buffer.concat([magie, ligne]);
  lecteur.somme.update(lie);
  const cle = ouverture === undefined ? undefined : retrouver(lireEntete(ligne), ouverture);
  let avant: Buffer | undefined;
  let rang = 0;
  for (;;) {
    const longueur = await lecteur.prendre(4);
    lecteur.somme.update(longueur);
    const n = longueur.readUInt32BE();
    const corps = n === 0 ? undefined : await lireTrame(lecteur, n);
    if (avant !== undefined && cle !== undefined)
      yield ouvrirTrame(cle, avant, nonceDe(rang - 1, corps === undefined), lie);
    if (corps === undefined) break;
    avant = corps;
    rang += 1;
  }
  const attendue = lecteur.somme.digest();
  if (!(await lecteur.prendre(SOMME)).equals(attendue) || !(await lecteur.finie())) throw new SauvegardeAbimee(ABIMEE);
}

async function lireTrame(lecteur: Lecteur, n: number): Promise<Buffer> {
  if (n > TROP_LONG || n < MARQUE) throw new SauvegardeAbimee(ABIMEE);
  const corps = await lecteur.prendre(n);
  lecteur.somme.update(corps);
  return corps;
}

function ouvrirTrame(cle: Buffer, corps: Buffer, nonce: Buffer, lie: Buffer): Buffer {
  const dechiffre = createDecipheriv('aes-256-gcm', cle, nonce, { authTagLength: MARQUE }).setAAD(lie);
  dechiffre.setAuthTag(corps.subarray(corps.length - MARQUE));
  try {
    return Buffer.concat([dechiffre.update(corps.subarray(0, corps.length - MARQUE)), dechiffre.final()]);
  } catch (erreur) {
    throw new SauvegardeAbimee(MAUVAISE_PHRASE, { cause: erreur });
  }
}

function lireEntete(ligne: Buffer): EnteteChiffre {
  try {
    return EnteteChiffre.parse(JSON.parse(ligne.toString('utf8')));
  } catch (erreur) {
    throw new SauvegardeAbimee(ABIMEE, { cause: erreur });
  }
}
