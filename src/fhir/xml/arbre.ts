import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { refusFhir } from '#fhir/refus.ts';
import { ESPACE_FHIR, lireValeur } from './texte-xml.ts';

/** One element of the document: its attributes are decoded, its place is kept to say where an error is. */
export interface Noeud {
  readonly nom: string;
  readonly attributs: ReadonlyMap<string, string>;
  readonly enfants: readonly Noeud[];
  /** Source text from its opening to its closing bracket: the narrative is kept as it came. */
  readonly brut: string;
  /** Index of its first character. */
  readonly debut: number;
}

export interface Document {
  readonly racine: Noeud;
  /** Refusal that says the line and column of a node. */
  refuser(noeud: Noeud, motif: string, chemin: string): Error;
}

/** Characters of a document, and elements one inside the other: enough for a document Bundle, too few to hurt. */
export const LIMITES_XML = { caracteres: 2_500_000, profondeur: 64 } as const;

const SCHEMA = /^xmlns:xsi$|^xsi:schemaLocation$/;
// The one seam: the library types its key as the object `Symbol`, and what it parses as `any`.
const META = XMLParser.getMetaDataSymbol() as symbol;

/** What the library gives, in order: one property is the name and holds the children, `:@` the attributes, META the place. */
type NoeudBrut = Readonly<Record<string | symbol, unknown>>;

/**
 * Reads one well-formed XML document of the FHIR namespace. No DTD, no entity of its own, no other namespace, no text beside the
 * elements, no prefixed element: what FHIR does not need cannot hurt. Throws `RefusFhir` 400 with the line and column.
 */
export function lireDocument(texte: string): Document {
  const source = texte.startsWith('\u{FEFF}') ? texte.slice(1) : texte;
  if (source.length > LIMITES_XML.caracteres)
    throw refusFhir(
      413,
      'too-long',
      'Ce document XML dépasse deux millions et demi de caractères. Envoyez-le en JSON.',
    );
  const declaration = /<!(?!--)/.exec(source);
  if (declaration !== null)
    throw refus(source, declaration.index, 'une déclaration (DOCTYPE, entité) ou un bloc CDATA n’est pas admis');
  verifierForme(source);
  const racines = lireBruts(source).flatMap((brut) => noeuds(source, brut));
  const [racine] = racines;
  if (racine === undefined || racines.length > 1)
    throw refus(source, racines[1]?.debut ?? 0, 'un document FHIR a un seul élément racine');
  if (racine.attributs.get('xmlns') !== ESPACE_FHIR)
    throw refus(source, racine.debut, `l’élément racine doit porter xmlns="${ESPACE_FHIR}"`);
  return { racine, refuser: (noeud, motif, chemin) => refus(source, noeud.debut, motif, chemin) };
}

function verifierForme(source: string): void {
  const verdict = XMLValidator.validate(source);
  if (verdict === true) return;
  const { line, col } = verdict.err;
  throw refusFhir(400, 'structure', `Le XML est mal formé, ${place(line, col)} : ${EN_CLAIR[verdict.err.code] ?? ''}`);
}

/** The library names four kinds of faults. */
const EN_CLAIR: Readonly<Record<string, string>> = {
  InvalidTag: 'une balise est mal écrite, ouverte sans être fermée, ou fermée par une autre.',
  InvalidAttr: 'un attribut est mal écrit, répété, ou sans guillemets.',
  InvalidChar: 'un caractère n’est pas à sa place (« & » s’écrit &amp;).',
  InvalidXml: 'ce n’est pas un document XML entier, avec un seul élément racine.',
};

function lireBruts(source: string): readonly NoeudBrut[] {
  const lecteur = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    captureMetaData: true,
    stopNodes: ['..div'],
    maxNestedTags: LIMITES_XML.profondeur,
  });
  try {
    return lecteur.parse(source) as readonly NoeudBrut[];
  } catch (erreur) {
    const trop = erreur instanceof Error && /nested/i.test(erreur.message);
    const motif = trop
      ? `plus de ${LIMITES_XML.profondeur} éléments sont ouverts l’un dans l’autre`
      : 'un nom d’élément ou d’attribut n’est pas admis';
    throw refusFhir(400, 'structure', `Le XML n’est pas lisible : ${motif}.`);
  }
}

function noeuds(source: string, brut: NoeudBrut): readonly Noeud[] {
  const nom = Object.keys(brut).find((cle) => cle !== ':@') ?? '';
  const place = brut[META] as { readonly startIndex: number; readonly endIndex: number } | undefined;
  if (place === undefined) {
    const texte = String(brut[nom]);
    if (texte.trim() === '') return [];
    throw refus(source, source.indexOf(texte), 'du texte est écrit hors d’un attribut « value »');
  }
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(nom)) throw refus(source, place.startIndex, `<${nom}> n’est pas un élément FHIR`);
  const enfants = nom === 'div' ? [] : (brut[nom] as readonly NoeudBrut[]).flatMap((enfant) => noeuds(source, enfant));
  return [
    {
      nom,
      attributs: attributsDe(source, nom, brut[':@'], place.startIndex),
      enfants,
      brut: source.slice(place.startIndex, place.endIndex),
      debut: place.startIndex,
    },
  ];
}

function attributsDe(source: string, nom: string, bruts: unknown, debut: number): ReadonlyMap<string, string> {
  const lus = new Map<string, string>();
  for (const [attribut, brut] of Object.entries(bruts ?? {})) {
    if (SCHEMA.test(attribut) || nom === 'div') continue;
    const valeur = lireValeur(String(brut));
    if (valeur === undefined)
      throw refus(source, debut, `l’attribut « ${attribut} » de <${nom}> contient une entité ou un signe non admis`);
    lus.set(attribut, valeur);
  }
  return lus;
}

function refus(source: string, index: number, motif: string, chemin?: string): Error {
  const avant = source.slice(0, Math.max(index, 0)).split('\n');
  const ou = place(avant.length, (avant.at(-1) ?? '').length + 1);
  return refusFhir(400, 'structure', `Le XML n’est pas du FHIR, ${ou} : ${motif}.`, chemin);
}

const place = (ligne: number, colonne: number | undefined): string =>
  `ligne ${ligne}${colonne === undefined ? '' : `, colonne ${colonne}`}`;
