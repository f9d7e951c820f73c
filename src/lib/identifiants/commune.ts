// Postal code: 5 digits, 01000 to 98999. COG code (INSEE): commune 5 characters, département first (2A, 2B in Corsica, 971-978, 984, 986-988),
// or 99xxx for a country of birth. 99999 means a birthplace unknown: readable, with a warning, since a qualified identity should not carry it.
// One postal code covers several communes and one commune several codes: never deduce one from the other.
// Not checked: that the code exists today (communes merge each year).
// Source: INSEE, code officiel géographique; interop §1.2. Vectors: vecteurs/{code-postal,code-commune}.{valides,invalides}.txt
import { type Resultat, lu, refuse } from './resultat.ts';

export type CodePostal = string & { readonly marque: 'CodePostal' };
export type CodeCommune = string & { readonly marque: 'CodeCommune' };

const TEXTES_POSTAL = { forme: 'Le code postal compte 5 chiffres, par exemple 59600.' } as const;
const TEXTES_COMMUNE = {
  forme: 'Le code de la commune (INSEE) compte 5 caractères, par exemple 59392 ou 2A004, ou 99 suivi du pays.',
  lieu_inconnu: 'Le lieu de naissance est inconnu (99999).',
} as const;

export type MotifCodePostal = keyof typeof TEXTES_POSTAL;
export type MotifCodeCommune = keyof typeof TEXTES_COMMUNE;

/** Reads a postal code. */
export function lireCodePostal(texte: string): Resultat<CodePostal, MotifCodePostal> {
  const code = texte.replace(/\s/g, '');
  return /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(code) ? lu(code as CodePostal) : refuse('forme', TEXTES_POSTAL);
}

/** Reads the COG code of a commune or of a country of birth. */
export function lireCodeCommune(texte: string): Resultat<CodeCommune, MotifCodeCommune> {
  const code = texte.replace(/\s/g, '').toUpperCase();
  const admis = /^(?:(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])\d{3}|97[1-8]\d{2}|98[4678]\d{2}|99\d{3})$/.test(code);
  if (!admis) return refuse('forme', TEXTES_COMMUNE);
  const avertissements =
    code === '99999' ? [{ motif: 'lieu_inconnu', texte: TEXTES_COMMUNE.lieu_inconnu } as const] : [];
  return lu(code as CodeCommune, avertissements);
}

/** True when the birthplace is a foreign country (99xxx). */
export function estPays(code: CodeCommune): boolean {
  return code.startsWith('99');
}
