// SIREN: 9 digits, Luhn. SIRET: SIREN + 5 digits (NIC), Luhn over the 14 digits.
// Exception: the sites of La Poste (SIREN 356000000) follow « sum of the 14 digits is a multiple of 5 »; its seat also passes Luhn.
// Not checked: that the company or the site exists or is still open.
// Source: INSEE, Sirene; interop §1.3. Vectors: vecteurs/{siren,siret}.{valides,invalides}.txt
import { luhnJuste, sansSeparateurs } from './luhn.ts';
import { type Provenance, type Resultat, cleFausse, lu, refuse } from './resultat.ts';

export type Siren = string & { readonly marque: 'Siren' };
export type Siret = string & { readonly marque: 'Siret' };

const SIREN_LA_POSTE = '356000000';

const TEXTES_SIREN = {
  forme: 'Le numéro SIREN compte 9 chiffres.',
  cle: 'La clé du numéro SIREN est fausse : vérifiez la saisie.',
} as const;
const TEXTES_SIRET = {
  forme: 'Le numéro SIRET compte 14 chiffres.',
  cle: 'La clé du numéro SIRET est fausse : vérifiez la saisie.',
} as const;

export type MotifSiren = keyof typeof TEXTES_SIREN;
export type MotifSiret = keyof typeof TEXTES_SIRET;

/** Reads a SIREN number typed or received. */
export function lireSiren(texte: string, provenance: Provenance = 'saisie'): Resultat<Siren, MotifSiren> {
  const numero = sansSeparateurs(texte);
  if (!/^\d{9}$/.test(numero)) return refuse('forme', TEXTES_SIREN);
  const valeur = numero as Siren;
  return luhnJuste(numero) ? lu(valeur) : cleFausse(valeur, 'cle', TEXTES_SIREN, provenance);
}

/** Reads a SIRET number typed or received. */
export function lireSiret(texte: string, provenance: Provenance = 'saisie'): Resultat<Siret, MotifSiret> {
  const numero = sansSeparateurs(texte);
  if (!/^\d{14}$/.test(numero)) return refuse('forme', TEXTES_SIRET);
  const valeur = numero as Siret;
  const somme = Array.from(numero).reduce((total, chiffre) => total + Number(chiffre), 0);
  const juste = luhnJuste(numero) || (numero.startsWith(SIREN_LA_POSTE) && somme % 5 === 0);
  return juste ? lu(valeur) : cleFausse(valeur, 'cle', TEXTES_SIRET, provenance);
}

/** The company a site belongs to. */
export function sirenDuSiret(siret: Siret): Siren {
  return siret.slice(0, 9) as Siren;
}
