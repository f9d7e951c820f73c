/** Namespaces of the FHIR XML format. Source: http://hl7.org/fhir/R4/xml.html */
export const ESPACE_FHIR = 'http://hl7.org/fhir';
export const ESPACE_XHTML = 'http://www.w3.org/1999/xhtml';

/** What XML 1.0 cannot carry, even escaped: control characters, lone surrogates, U+FFFE and U+FFFF. */
const INTERDITS = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const A_ECHAPPER = /[&<>"\t\n\r]/g;
const ECHAPPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Written as references: a reader of XML turns the bare ones into spaces.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const NOMMEES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g;

/** True when XML 1.0 can carry this text. */
export function estEcrivableEnXml(texte: string): boolean {
  return !INTERDITS.test(texte);
}

/** Text of an attribute between double quotes. The caller has checked `estEcrivableEnXml`. */
export function echapper(texte: string): string {
  return texte.replaceAll(A_ECHAPPER, (signe) => ECHAPPES[signe] ?? signe);
}

/**
 * Value of an attribute as the reader must understand it: the five entities of XML and character references, nothing else (there is no
 * other entity without a DTD, and a DTD is refused). Undefined when the text is not one: bare `&` or `<`, unknown entity, forbidden character.
 */
export function lireValeur(brut: string): string | undefined {
  if (brut.includes('<')) return undefined;
  const sansReferences = brut.includes('&') ? brut.replaceAll(REFERENCE, '') : brut;
  if (sansReferences.includes('&')) return undefined;
  // Attribute-value normalization of XML 1.0 §3.3.3: a bare line end or tabulation is a space.
  const lue = brut
    .replaceAll(/\r\n|[\t\n\r]/g, ' ')
    .replaceAll(REFERENCE, (_, hexa: string | undefined, decimal: string | undefined, nom: string | undefined) =>
      nom === undefined ? signeDe(hexa, decimal) : (NOMMEES[nom] ?? ''),
    );
  return estEcrivableEnXml(lue) ? lue : undefined;
}

/** Beyond Unicode: a character XML forbids, so that the caller refuses it. */
function signeDe(hexa: string | undefined, decimal: string | undefined): string {
  const point = hexa === undefined ? Number.parseInt(decimal ?? '0', 10) : Number.parseInt(hexa, 16);
  return point > 0x10_ff_ff ? '\u0000' : String.fromCodePoint(point);
}
