/** Letters that NFD does not decompose. The ligatures ﬁ and ﬂ come from texts copied out of a PDF. */
const LETTRES_LIEES: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ﬁ: 'fi',
  ﬂ: 'fl',
};

/** Nothing to decompose: most texts, and several times quicker. */
// oxlint-disable-next-line no-control-regex -- the whole of ASCII is meant
const ASCII = /^[\u0000-\u007F]*$/;

const LETTRE_LIEE = /[œæßøłđﬁﬂ]/g;

/**
 * Canonical form used both when storing and when searching, so that `Helenard` finds `Hélénard`:
 * lower case, no accent, only [a-z0-9] separated by single spaces. Computed here rather than in the database
 * so that every engine gives the same answer without an extension.
 */
export function normaliser(texte: string): string {
  if (ASCII.test(texte))
    return texte
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return texte
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(LETTRE_LIEE, (lettre) => LETTRES_LIEES[lettre] ?? ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
