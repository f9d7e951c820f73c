// Lexical profile of civil-record traits, as the national services compare them: capital letters without accents, spaces, hyphens and
// apostrophes only. Two traits are the same when their profiles are equal, nothing else: no sound, no resemblance.
// Not checked: that the name is the one of the civil record. Source: interop §1.5, RNIV (second-hand).

const LIGATURES: Readonly<Record<string, string>> = { Œ: 'OE', Æ: 'AE', ß: 'SS', Ø: 'O', Ł: 'L', Đ: 'D' };

/** `D’Arc-Éléonore` → `D'ARC-ELEONORE`. What the profile does not know becomes a space; spaces are single. */
export function profilLexical(texte: string): string {
  return texte
    .toUpperCase()
    .replaceAll(/[ŒÆßØŁĐ]/g, (signe) => LIGATURES[signe] ?? signe)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[’‘`´ʼ]/g, "'")
    .replaceAll(/[‐‑–—]/g, '-')
    .replaceAll(/[^A-Z' -]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
