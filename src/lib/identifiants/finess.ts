// FINESS: 9 characters, the département first (2A or 2B in Corsica), Luhn with A counted as 1 and B as 2.
// The Corsican rule was fitted on a few numbers, so a wrong Corsican key is only a warning. Test data put letters elsewhere
// in the second position (0B0172805): the key is not computed there. Not checked: legal entity or site, that it is open.
// Source: interop §1.1 and §1.3. Vectors: vecteurs/finess.{valides,invalides}.txt
import { luhnJuste, sansSeparateurs } from './luhn.ts';
import { type Provenance, type Resultat, cleFausse, lu, refuse } from './resultat.ts';

export type Finess = string & { readonly marque: 'Finess' };

const TEXTES = {
  forme: 'Le numéro FINESS compte 9 caractères et commence par le département.',
  cle: 'La clé du numéro FINESS est fausse : vérifiez la saisie.',
  cle_non_verifiable: 'La clé de ce numéro FINESS ne peut pas être vérifiée.',
} as const;

export type MotifFiness = keyof typeof TEXTES;

/** Reads a FINESS number typed or received. */
export function lireFiness(texte: string, provenance: Provenance = 'saisie'): Resultat<Finess, MotifFiness> {
  const numero = sansSeparateurs(texte).toUpperCase();
  if (!/^\d[0-9A-Z]\d{7}$/.test(numero)) return refuse('forme', TEXTES);
  const valeur = numero as Finess;
  const corse = /^2[AB]/.test(numero);
  if (/[A-Z]/.test(numero) && !corse) {
    return lu(valeur, [{ motif: 'cle_non_verifiable', texte: TEXTES.cle_non_verifiable }]);
  }
  if (luhnJuste(numero.replace('A', '1').replace('B', '2'))) return lu(valeur);
  return cleFausse(valeur, 'cle', TEXTES, corse ? 'document_recu' : provenance);
}
