// Matricule INS: 13 characters (NIR, or NIA while waiting) then a 2-digit key = 97 - (number mod 97).
// Corsica: at positions 6-7, 2A counts as 19 and 2B as 18 before the modulo.
// The month may be outside 01-12 (20 to 99) when the civil record did not know it. First digit 1 or 2, 3, 4, 7, 8 for temporary numbers.
// Not checked: that the person exists, that the number is theirs, that the identity is qualified (see fhir/identite).
// Source: référentiel INS (ANS); NIR structure (INSEE). Vectors: vecteurs/matricule-ins.{valides,invalides}.txt
import { sansSeparateurs } from './luhn.ts';
import { type Provenance, type Resultat, cleFausse, lu, refuse } from './resultat.ts';

export type MatriculeIns = string & { readonly marque: 'MatriculeIns' };

const TEXTES = {
  longueur: 'Le matricule INS compte 15 caractères : 13 pour le numéro et 2 pour la clé.',
  forme: 'Ce matricule INS n’a pas la forme attendue (sexe, année, mois, lieu de naissance, numéro d’ordre, clé).',
  cle: 'La clé du matricule INS ne correspond pas au numéro : vérifiez la saisie.',
} as const;

export type MotifMatriculeIns = keyof typeof TEXTES;

const FORME = /^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{8}$/;

/** Key of the 13 first characters, on two digits, Corsica included. */
export function cleMatricule(numero: string): string {
  const departement = numero.slice(5, 7).replace('2A', '19').replace('2B', '18');
  const reste = BigInt(numero.slice(0, 5) + departement + numero.slice(7)) % 97n;
  return String(97n - reste).padStart(2, '0');
}

/** Reads a matricule typed or received; a wrong key is refused at entry and only warned about on a received document. */
export function lireMatriculeIns(
  texte: string,
  provenance: Provenance = 'saisie',
): Resultat<MatriculeIns, MotifMatriculeIns> {
  const matricule = sansSeparateurs(texte).toUpperCase();
  if (matricule.length !== 15) return refuse('longueur', TEXTES);
  if (!FORME.test(matricule)) return refuse('forme', TEXTES);
  const valeur = matricule as MatriculeIns;
  if (cleMatricule(matricule.slice(0, 13)) !== matricule.slice(13)) return cleFausse(valeur, 'cle', TEXTES, provenance);
  return lu(valeur);
}
