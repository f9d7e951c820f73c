// Entités nommées utiles aux messageries francophones : tout Latin-1 (dans l'ordre, de U+00A0 à U+00FF) et la typographie courante.
// Source : HTML Living Standard, « Named character references ». Une entité inconnue reste écrite telle quelle.
const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const AUTRES: readonly (readonly [string, string])[] = [
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['euro', '€'],
  ['oelig', 'œ'],
  ['OElig', 'Œ'],
  ['Yuml', 'Ÿ'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['sbquo', '‚'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bdquo', '„'],
  ['lsaquo', '‹'],
  ['rsaquo', '›'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['bull', '•'],
  ['dagger', '†'],
  ['permil', '‰'],
  ['trade', '™'],
  ['minus', '−'],
  ['le', '≤'],
  ['ge', '≥'],
  ['ne', '≠'],
  ['asymp', '≈'],
  ['rarr', '→'],
  ['larr', '←'],
  ['alpha', 'α'],
  ['beta', 'β'],
  ['gamma', 'γ'],
  ['mu', 'μ'],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['zwnj', ''],
  ['zwj', ''],
];

const NOMMEES: ReadonlyMap<string, string> = new Map([
  ...LATIN1.split(' ').map((nom, rang) => [nom, String.fromCodePoint(0xa0 + rang)] as const),
  ...AUTRES,
]);

const WINDOWS_1252 = new TextDecoder('windows-1252');

function numerique(point: number): string {
  // 128 à 159 : la norme HTML les lit comme du Windows-1252, que d'anciens logiciels écrivent.
  if (point >= 128 && point <= 159) {
    return WINDOWS_1252.decode(Uint8Array.of(point));
  }
  const valide = Number.isInteger(point) && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  const caractere = valide ? String.fromCodePoint(point) : '\uFFFD';
  return /[^\P{Cc}\n\t]/u.test(caractere) ? '' : caractere;
}

/** Remplace les entités HTML d'un texte, nommées et numériques. */
export function decoderEntites(texte: string): string {
  return texte.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));?/g,
    (entier, decimal, hexa, nom) => {
      if (typeof nom === 'string') {
        return NOMMEES.get(nom) ?? entier;
      }
      return numerique(typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hexa), 16));
    },
  );
}
