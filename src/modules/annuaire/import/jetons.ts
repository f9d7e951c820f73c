import { clePhonetique, normaliser } from '#lib/texte/index.ts';

/** First letters kept of each word of a name, so that a search works from the second key. */
const AMORCES = [2, 3, 4, 5] as const;
const VIDES = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'd', 'l', 'et', 'a', 'au', 'aux', 'en', 'pour', 'dr', 'docteur', 'pr', 'mme', 'm', 'monsieur', 'madame']);

/** Words that carry a name, without its articles and titles. */
export function motsDuNom(texte: string): string[] {
  return normaliser(texte)
    .split(' ')
    .filter((mot) => mot !== '' && !VIDES.has(mot));
}

/** `m=` whole word, `d=` its first letters, `ph=` how it sounds. */
export function jetonsDuNom(...noms: readonly (string | undefined)[]): string[] {
  const jetons = new Set<string>();
  for (const nom of noms) {
    const mots = motsDuNom(nom ?? '');
    for (const mot of mots) {
      jetons.add(`m=${mot}`);
      for (const n of AMORCES) if (mot.length >= n) jetons.add(`d=${mot.slice(0, n)}`);
      const cle = clePhonetique(mot);
      if (cle.length > 1) jetons.add(`ph=${cle}`);
    }
    // « Ben Ali » is found as « Benali ».
    if (mots.length > 1 && mots.length < 4) jetons.add(`ph=${clePhonetique(mots.join(''))}`);
  }
  return [...jetons];
}

/** Tokens of one typed word: found as it is written, as it starts, or as it sounds. */
export function jetonsDuMot(mot: string): string[] {
  const cle = clePhonetique(mot);
  return [`m=${mot}`, ...(mot.length >= 2 ? [`d=${mot.slice(0, 5)}`] : []), ...(cle.length > 1 ? [`ph=${cle}`] : [])];
}

/** National digits of a phone, so that `+33 3 53…` and `03.53…` are one. */
export function chiffresDuTelephone(texte: string): string {
  return texte.replace(/\(0\)/g, '').replace(/[^\d+]/g, '').replace(/^(?:\+|00)33/, '0');
}
