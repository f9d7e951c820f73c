import { clePhonetique, normaliser } from '#lib/texte/index.ts';

/** First letters kept of each word of a name, so that a search works from the second key. */
const AMORCES = [2, 3, 5] as const;
const VIDES = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'd',
  'l',
  'et',
  'a',
  'au',
  'aux',
  'en',
  'pour',
  'dr',
  'docteur',
  'pr',
  'mme',
  'm',
  'monsieur',
  'madame',
]);

/** Tokens of one word, remembered: the same names come back thousands of times in a file. Emptied when it grows. */
const memoire = new Map<string, readonly string[]>();
const MEMOIRE_MAX = 50_000;

/** Words that carry a name, without its articles and titles. */
export function motsDuNom(texte: string): string[] {
  return normaliser(texte)
    .split(' ')
    .filter((mot) => mot !== '' && !VIDES.has(mot));
}

/** `m=` whole word, `d=` its first letters, `ph=` how it sounds. */
export function jetonsDuNom(...noms: readonly (string | undefined)[]): string[] {
  const jetons = new Set<string>();
  for (const nom of new Set(noms)) {
    const mots = motsDuNom(nom ?? '');
    for (const mot of mots) for (const jeton of jetonsRetenus(mot)) jetons.add(jeton);
    // « Ben Ali » is found as « Benali ».
    if (mots.length > 1 && mots.length < 4)
      for (const jeton of jetonsRetenus(mots.join('')).filter((j) => j.startsWith('ph='))) jetons.add(jeton);
  }
  return [...jetons];
}

function jetonsRetenus(mot: string): readonly string[] {
  const connus = memoire.get(mot);
  if (connus !== undefined) return connus;
  const cle = clePhonetique(mot);
  const jetons = [
    `m=${mot}`,
    ...AMORCES.filter((n) => mot.length >= n).map((n) => `d=${mot.slice(0, n)}`),
    ...(cle.length > 1 ? [`ph=${cle}`] : []),
  ];
  if (memoire.size >= MEMOIRE_MAX) memoire.clear();
  memoire.set(mot, jetons);
  return jetons;
}

/** Tokens of one typed word: found as it is written, as it starts, or as it sounds. */
export function jetonsDuMot(mot: string): string[] {
  const cle = clePhonetique(mot);
  return [
    `m=${mot}`,
    ...(mot.length >= 2 ? [`d=${mot.slice(0, mot.length === 4 ? 3 : 5)}`] : []),
    ...(cle.length > 1 ? [`ph=${cle}`] : []),
  ];
}

/** National digits of a phone, so that `+33 3 53…` and `03.53…` are one. */
export function chiffresDuTelephone(texte: string): string {
  return texte
    .replace(/\(0\)/g, '')
    .replace(/[^\d+]/g, '')
    .replace(/^(?:\+|00)33/, '0');
}
