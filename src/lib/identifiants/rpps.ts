// RPPS: 11 digits, Luhn. Lifelong number of a health professional in the national directory.
// Not checked: that the professional exists or may practise (see connectors/annuaire-sante); test numbers start with 997.
// A wrong Luhn is always a warning, even at entry: numbers printed in official documentation do not pass it.
// Source: interop §1.1 and §1.3. Vectors: vecteurs/rpps.{valides,invalides}.txt
import { luhnJuste, sansSeparateurs } from './luhn.ts';
import { type Resultat, lu, refuse } from './resultat.ts';

export type Rpps = string & { readonly marque: 'Rpps' };

const TEXTES = {
  forme: 'Le numéro RPPS compte 11 chiffres.',
  cle: 'La clé de ce numéro RPPS est inhabituelle : vérifiez-le dans l’annuaire.',
} as const;

export type MotifRpps = keyof typeof TEXTES;

/** Reads an RPPS number typed or received. */
export function lireRpps(texte: string): Resultat<Rpps, MotifRpps> {
  const numero = sansSeparateurs(texte);
  if (!/^\d{11}$/.test(numero)) return refuse('forme', TEXTES);
  return lu(numero as Rpps, luhnJuste(numero) ? [] : [{ motif: 'cle', texte: TEXTES.cle }]);
}
