import { ArchiveRefusee, lireZip } from './archive-zip.ts';
import { elementRacine, lireTexte } from './texte.ts';

/** What a screen does with a document: shows it, lists what it holds, or hands it over as a file. */
export type Affichage = 'image' | 'pdf' | 'texte' | 'liste' | 'aucun';

interface Description {
  /** In plain words. */
  readonly quoi: string;
  /** Written in the answer only when the document is shown; anything else leaves as plain octets. */
  readonly mime: string;
  readonly affichage: Affichage;
  /** How senders name it. An empty list accepts any name. */
  readonly extensions: readonly string[];
  readonly declares: RegExp;
}

const de = (quoi: string, affichage: Affichage, mime: string, extensions: string, declares: RegExp): Description => ({
  quoi,
  affichage,
  mime,
  extensions: extensions === '' ? [] : extensions.split(' '),
  declares,
});

const ZIP = /zip/;
const XML = /^(text|application)\/([\w.-]+\+)?xml$|^text\/(plain|x-cda)/;

/** Every kind we tell apart. Nothing that can carry a script (SVG, HTML) nor anything unknown is ever shown. */
export const NATURES = {
  pdf: de('Document PDF', 'pdf', 'application/pdf', 'pdf', /pdf$/),
  png: de('Image', 'image', 'image/png', 'png', /^image\/(x-)?png$/),
  jpeg: de('Photo', 'image', 'image/jpeg', 'jpg jpeg jpe jfif', /^image\/p?jpe?g$/),
  gif: de('Image', 'image', 'image/gif', 'gif', /^image\/gif$/),
  webp: de('Image', 'image', 'image/webp', 'webp', /^image\/webp$/),
  tiff: de('Image numérisée (TIFF)', 'aucun', 'image/tiff', 'tif tiff', /^image\/tiff?/),
  heic: de('Photo de téléphone (HEIC)', 'aucun', 'image/heic', 'heic heif', /^image\/hei[cf]/),
  texte: de('Texte', 'texte', 'text/plain', 'txt csv md log hl7 json ics vcf asc', /^text\/|json|hl7|calendar|vcard/),
  cda: de('Document médical structuré (CDA)', 'texte', 'text/plain', 'xml cda', XML),
  xml: de('Données structurées (XML)', 'texte', 'text/plain', 'xml cda', XML),
  ihe_xdm: de('Lot de documents médicaux (IHE_XDM)', 'liste', 'application/zip', 'zip xdm', ZIP),
  zip: de('Archive de documents (zip)', 'liste', 'application/zip', 'zip', ZIP),
  word: de('Document Word', 'aucun', '', 'docx docm dotx', /word/),
  tableur: de('Tableau Excel', 'aucun', '', 'xlsx xlsm xltx', /sheet|excel/),
  presentation: de('Présentation PowerPoint', 'aucun', '', 'pptx pptm ppsx', /presentation|powerpoint/),
  opendocument: de('Document bureautique (OpenDocument)', 'aucun', '', 'odt ods odp odg', /opendocument/),
  office_ancien: de(
    'Ancien document bureautique',
    'aucun',
    '',
    'doc xls ppt dot msg',
    /msword|excel|powerpoint|ole|outlook/,
  ),
  rtf: de('Document texte (RTF)', 'aucun', '', 'rtf doc', /rtf|msword/),
  dicom: de('Imagerie médicale (DICOM)', 'aucun', '', 'dcm dicom', /dicom/),
  svg: de('Dessin (SVG)', 'aucun', '', 'svg', /svg/),
  html: de('Page web', 'aucun', '', 'html htm xhtml', /html/),
  programme: de('Programme', 'aucun', '', 'exe dll com scr bin so sh bat', /executable|msdownload|x-sh/),
  inconnu: de('Fichier d’un type non reconnu', 'aucun', '', '', /^/),
} as const satisfies Readonly<Record<string, Description>>;
export type Nature = keyof typeof NATURES;

export const estNature = (mot: string | null): mot is Nature => mot !== null && Object.hasOwn(NATURES, mot);

/** Octets that must stand at one place. Sources: ISO 32000-1 §7.5.2, PNG 3rd ed., JFIF 1.02, TIFF 6.0, PS3.10 §7.1, APPNOTE 4.3.7, MS-CFB. */
const MARQUES: readonly (readonly [Nature, number, readonly string[]])[] = [
  ['pdf', 0, ['%PDF-']],
  ['png', 0, ['\u0089PNG\r\n\u001A\n']],
  ['jpeg', 0, ['\u00FF\u00D8\u00FF']],
  ['gif', 0, ['GIF87a', 'GIF89a']],
  ['tiff', 0, ['II*\0', 'MM\0*']],
  ['heic', 4, ['ftypheic', 'ftypheix', 'ftypmif1', 'ftyphevc']],
  ['webp', 8, ['WEBP']],
  ['office_ancien', 0, ['\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1']],
  ['rtf', 0, [String.raw`{\rtf`]],
  ['dicom', 128, ['DICM']],
  ['programme', 0, ['MZ', '\u007FELF', '\u00CF\u00FA\u00ED\u00FE', '\u00CA\u00FE\u00BA\u00BE', '#!']],
];

/** What a document is, by its octets alone: what its sender says of it is compared afterwards (`desaccord`). */
export function natureDe(octets: Buffer): Nature {
  const porte = (marque: string, place: number) => octets.toString('latin1', place, place + marque.length) === marque;
  const marquee = MARQUES.find(([, place, marques]) => marques.some((marque) => porte(marque, place)));
  if (marquee !== undefined) return marquee[0];
  if (porte('PK\u0003\u0004', 0) || porte('PK\u0005\u0006', 0)) return natureDuZip(octets);
  const texte = lireTexte(octets);
  return texte === undefined ? 'inconnu' : natureDuTexte(texte);
}

function natureDuZip(octets: Buffer): Nature {
  let noms: readonly string[];
  try {
    noms = lireZip(octets).map(({ nom }) => nom);
  } catch (erreur) {
    if (erreur instanceof ArchiveRefusee) return 'zip';
    throw erreur;
  }
  const commence = (debut: string) => noms.some((nom) => nom.startsWith(debut));
  if (noms.some((nom) => /^IHE_XDM\//i.test(nom))) return 'ihe_xdm';
  if (noms.includes('[Content_Types].xml')) {
    if (commence('word/')) return 'word';
    if (commence('xl/')) return 'tableur';
    if (commence('ppt/')) return 'presentation';
  }
  return noms[0] === 'mimetype' && noms.includes('META-INF/manifest.xml') ? 'opendocument' : 'zip';
}

function natureDuTexte(texte: string): Nature {
  const debut = texte.slice(0, 2000);
  if (/^\s*<!doctype\s+html/i.test(debut)) return 'html';
  const racine = elementRacine(texte);
  if (racine === undefined) return /<(html|script|body|iframe|svg)[\s>]/i.test(debut) ? 'html' : 'texte';
  if (/^([\w.-]+:)?ClinicalDocument$/.test(racine)) return 'cda';
  if (/^([\w.-]+:)?svg$/i.test(racine)) return 'svg';
  return /^([\w.-]+:)?(html|body|script|head|div|p|a|b|img|iframe)$/i.test(racine) ? 'html' : 'xml';
}

/** Words senders use for « some octets ». */
const NE_DIT_RIEN = /^$|octet-stream|^application\/(binary|unknown|x-unknown|force-download|x-download|x-mms-unknown)$/;

/** Does the name or the declared type promise something else than what is inside? Such a document is handed over, never shown. */
export function desaccord(nature: Nature, nom: string, declare: string): boolean {
  const { extensions, declares }: Description = NATURES[nature];
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(nom)?.[1]?.toLowerCase();
  const type = declare.toLowerCase().replace(/;.*$/, '').trim();
  if (nature === 'inconnu')
    return extension !== undefined && Object.values(NATURES).some((n: Description) => n.extensions.includes(extension));
  const nomFaux = extension !== undefined && !extensions.includes(extension);
  return nomFaux || (!NE_DIT_RIEN.test(type) && !declares.test(type));
}

/** Said to whoever opens it: the sentence of a disagreement. */
export const phraseDuDesaccord = (nature: Nature): string =>
  `Son nom ou son type annonce autre chose que ce qu’il contient (${NATURES[nature].quoi.toLowerCase()}). Vérifiez auprès de l’expéditeur avant de l’ouvrir : Cordée ne l’affiche pas.`;
