import { type CipherKey, createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Octets of a key (AES-256, HMAC-SHA-256). */
export const TAILLE_CLE = 32;
const NONCE = 12;
const MARQUE = 16;

/** What was sealed cannot be opened: altered, moved to another place, or sealed with a key that is no longer here. */
export class CoffreFerme extends Error {
  override readonly name = 'CoffreFerme';
}

/** AES-256-GCM: nonce (12 random octets), text, mark (16). `lien` is authenticated and not kept: the reader must say it again. */
export function chiffrer(cle: CipherKey, clair: Uint8Array, lien: string): Buffer {
  const nonce = randomBytes(NONCE);
  const chiffre = createCipheriv('aes-256-gcm', cle, nonce);
  chiffre.setAAD(Buffer.from(lien, 'utf8'));
  return Buffer.concat([nonce, chiffre.update(clair), chiffre.final(), chiffre.getAuthTag()]);
}

/** Inverse of `chiffrer`; throws `CoffreFerme` when one bit of the key, the text or the link is not the same. */
export function dechiffrer(cle: CipherKey, scelle: Uint8Array, lien: string): Buffer {
  if (scelle.length < NONCE + MARQUE) throw new CoffreFerme('texte scellé trop court');
  const dechiffre = createDecipheriv('aes-256-gcm', cle, scelle.subarray(0, NONCE), { authTagLength: MARQUE });
  dechiffre.setAAD(Buffer.from(lien, 'utf8'));
  dechiffre.setAuthTag(scelle.subarray(scelle.length - MARQUE));
  try {
    return Buffer.concat([dechiffre.update(scelle.subarray(NONCE, scelle.length - MARQUE)), dechiffre.final()]);
  } catch (erreur) {
    throw new CoffreFerme('texte scellé altéré, déplacé, ou d’une autre clé', { cause: erreur });
  }
}

/** A key for one use (HKDF-SHA-256, RFC 5869): two uses never share theirs, and none leads back to the one it comes from. */
export function deriver(cle: Uint8Array, usage: string): Buffer {
  return Buffer.from(hkdfSync('sha256', cle, Buffer.alloc(0), `cordee/1/${usage}`, TAILLE_CLE));
}
