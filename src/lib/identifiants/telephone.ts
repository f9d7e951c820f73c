// French phone number: 10 digits from 01 to 09, or international with +33, 0033, or the code of an overseas area; stored as E.164.
// Overseas numbers keep their own country code (+262, +508, +590, +594, +596), deduced from the first four digits [from memory of the numbering plan].
// 06 39 98 stays in metropolitan France: it is the range reserved for fiction, although 06 39 is otherwise Mayotte.
// Not checked: that the line exists or whose it is. Short numbers (15, 3114…) are refused: they are not how to call a person back.
// Source: numbering plan (ARCEP). Vectors: vecteurs/telephone.{valides,invalides}.txt
import { type Resultat, lu, refuse } from './resultat.ts';

/** E.164: `+33639980123`. */
export type TelephoneFrancais = string & { readonly marque: 'TelephoneFrancais' };

const TEXTES = {
  caractere: 'Ce numéro contient autre chose que des chiffres, des espaces ou des points.',
  longueur: 'Un numéro de téléphone français compte 10 chiffres.',
  etranger: 'Ce numéro n’est pas un numéro français.',
  court: 'Ce numéro court ne permet pas de rappeler une personne.',
} as const;

export type MotifTelephone = keyof typeof TEXTES;

const INDICATIFS_OUTRE_MER: readonly (readonly [debut: RegExp, indicatif: string])[] = [
  [/^063998/, '33'],
  [/^0(?:262|263|269|639|692|693)/, '262'],
  [/^0508/, '508'],
  [/^0(?:590|690|691)/, '590'],
  [/^0(?:594|694)/, '594'],
  [/^0(?:596|696|697)/, '596'],
];
const INTERNATIONAL = /^(?:\+|00)(33|262|508|590|594|596)0?(\d+)$/;

function nationaliser(chiffres: string): string | undefined {
  const international = INTERNATIONAL.exec(chiffres);
  if (international !== null) return `0${international[2] ?? ''}`;
  return chiffres.startsWith('+') || chiffres.startsWith('00') ? undefined : chiffres;
}

/** Reads a number written with spaces, dots, hyphens, slashes, +33, 0033 or « +33 (0) ». */
export function lireTelephone(texte: string): Resultat<TelephoneFrancais, MotifTelephone> {
  const chiffres = texte.replace(/\(0\)/g, '').replace(/[\s.\-‐‑–/()]/g, '');
  if (!/^\+?\d+$/.test(chiffres)) return refuse('caractere', TEXTES);
  const national = nationaliser(chiffres);
  if (national === undefined) return refuse('etranger', TEXTES);
  if (/^\d{2,6}$/.test(national) && (!national.startsWith('0') || national.length < 4)) return refuse('court', TEXTES);
  if (!/^0[1-9]\d{8}$/.test(national)) return refuse('longueur', TEXTES);
  const indicatif = INDICATIFS_OUTRE_MER.find(([debut]) => debut.test(national))?.[1] ?? '33';
  return lu(`+${indicatif}${national.slice(1)}` as TelephoneFrancais);
}

/** National writing in pairs, as French readers dictate it: `06 39 98 01 23`. */
export function afficherTelephone(telephone: TelephoneFrancais): string {
  const national = `0${telephone.slice(-9)}`;
  return national.replace(/(\d{2})(?=\d)/g, '$1 ');
}

/** Mobile numbers can receive a text message. */
export function estMobile(telephone: TelephoneFrancais): boolean {
  return /^[67]/.test(telephone.slice(-9));
}

/** The number in pairs when it is a French one, as it was written otherwise: for messages a human reads. */
export function telephoneLisible(texte: string): string {
  const lu = lireTelephone(texte);
  return lu.ok ? afficherTelephone(lu.valeur) : texte;
}
