import { htmlEnTexte } from '#connectors/mssante/index.ts';

/** Shown on a screen at most: beyond, one downloads. */
export const TEXTE_MONTRE_MAX = 200_000;
const APERCU = 65_536;

/** A document as text: UTF-8, else the letters of old Windows; undefined when it holds what no text holds. */
export function lireTexte(octets: Buffer): string | undefined {
  const apercu = octets.subarray(0, APERCU);
  if (octets.length === 0 || apercu.some((octet) => octet < 0x20 && !ESPACES.has(octet))) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    const ancien = new TextDecoder('windows-1252').decode(octets);
    return /[\u0080-\u009F]/.test(ancien.slice(0, APERCU)) ? undefined : ancien;
  }
}

/** Tab, line ends, form feed; HL7 v2 blocks begin and end with 0x0b and 0x1c. */
const ESPACES = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c]);

/** Name of the first element of an XML text, prologue, comments and DOCTYPE left aside; undefined when it does not begin like XML. */
export function elementRacine(texte: string): string | undefined {
  let reste = texte.slice(0, APERCU).replace(/^\uFEFF?\s*/, '');
  for (let tours = 0; tours < 50; tours += 1) {
    const saute = /^(?:<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>)\s*/i.exec(reste)?.[0];
    if (saute === undefined) break;
    reste = reste.slice(saute.length);
  }
  return /^<([A-Za-z_][\w.:-]{0,100})(?=[\s/>])/.exec(reste)?.[1];
}

/** CDA narrative (CDA R2 §4.3.5) in the words of HTML, which is then read as text. Nothing is resolved: no entity, no DTD, no link. */
const EN_HTML: Readonly<Record<string, string>> = {
  paragraph: 'p',
  list: 'ul',
  item: 'li',
  caption: 'p',
  section: 'p',
  linkhtml: 'span',
  content: 'span',
};

/** What a person reads of a CDA: its titles and its narrative. Source: CDA R2 §4.3.5. */
export function cdaEnTexte(xml: string): string {
  const corps = sansMuets(xml).replaceAll(
    /<(\/?)(?:[\w.-]+:)?(\w+)\b[^>]*>/g,
    (_balise, fermante: string, mot: string) => {
      const nom = mot.toLowerCase();
      if (nom === 'title') return fermante === '' ? '<h3>' : '</h3>';
      const traduit = EN_HTML[nom] ?? nom;
      return HTML.has(traduit) ? `<${fermante}${traduit}>` : ' ';
    },
  );
  return htmlEnTexte(corps).slice(0, TEXTE_MONTRE_MAX);
}

const HTML = new Set(['p', 'ul', 'li', 'span', 'table', 'thead', 'tbody', 'tr', 'td', 'th', 'br', 'sub', 'sup']);

/** Everything before the body is coded for machines, titles aside; the embedded document is not text. */
function sansMuets(xml: string): string {
  const titre = /<(?:[\w.-]+:)?title\b[^>]*>[^<]{0,500}<\/(?:[\w.-]+:)?title>/.exec(xml)?.[0] ?? '';
  const debut = /<(?:[\w.-]+:)?(structuredBody|nonXMLBody)\b/.exec(xml)?.index ?? 0;
  return titre + xml.slice(debut).replaceAll(EMBARQUE, '');
}

const EMBARQUE = /<(?:[\w.-]+:)?text\b[^>]*representation="B64"[^>]*>([A-Za-z0-9+/=\s]*)<\/(?:[\w.-]+:)?text>/g;

/** The document an unstructured CDA carries (CDA R2 level 1), octet for octet; undefined when there is none. */
export function documentEmbarque(xml: string): Buffer | undefined {
  const base64 = [...xml.matchAll(EMBARQUE)][0]?.[1];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}
