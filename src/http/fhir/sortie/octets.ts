/** A text in pieces, in order. A page is never put together as one string: a single « ’ » would write all of it on two bytes per letter. */
export type Morceaux = readonly string[];

export const entier = (texte: string | Morceaux): string => (typeof texte === 'string' ? texte : texte.join(''));

const ORDINAIRE = 262_144;
/** A letter takes at most this many bytes. */
const PAR_LETTRE = 3;

/** Where pieces are written one after the other, kept from one answer to the next: none waits between the first piece and the copy. */
let tampon = Buffer.allocUnsafeSlow(ORDINAIRE);

/** UTF-8 of a text: each piece goes to its place by itself, in its own writing. */
export function octetsDe(texte: string | Morceaux): Uint8Array<ArrayBuffer> {
  let fin = 0;
  for (const morceau of typeof texte === 'string' ? [texte] : texte) {
    const besoin = fin + morceau.length * PAR_LETTRE;
    if (besoin > tampon.length) agrandir(besoin, fin);
    fin += tampon.write(morceau, fin, 'utf8');
  }
  const octets = Buffer.allocUnsafe(fin);
  tampon.copy(octets, 0, 0, fin);
  if (tampon.length > 16 * ORDINAIRE) tampon = Buffer.allocUnsafeSlow(ORDINAIRE);
  return octets;
}

function agrandir(besoin: number, fin: number): void {
  const plusGrand = Buffer.allocUnsafeSlow(Math.max(besoin, 2 * tampon.length));
  tampon.copy(plusGrand, 0, 0, fin);
  tampon = plusGrand;
}
