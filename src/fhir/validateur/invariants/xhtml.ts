const ESPACE_DE_NOMS = 'http://www.w3.org/1999/xhtml';

/** Elements a narrative may use: those that format. Source: http://hl7.org/fhir/R4/narrative.html#xhtml */
const PERMIS = new Set(
  (
    'a abbr acronym address area b bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em h1 h2 h3 h4 h5 ' +
    'h6 hr i img ins kbd li map ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var'
  ).split(' '),
);

const COMMENTAIRE = /<!--(?:(?!--)[^])*-->/y;
const BALISE = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUT = /([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const TEXTE = /[^<]+/y;
const EXECUTABLE = /^\s*(?:javascript|vbscript|data:text)/i;

/**
 * What is wrong with the `div` of a narrative, in French; undefined when nothing is (txt-1, txt-2 of R4): well-formed, formatting only,
 * nothing that runs, something to read.
 */
export function fauteDeXhtml(div: string): string | undefined {
  const ouvertes: string[] = [];
  let aLire = false;
  let i = 0;
  while (i < div.length) {
    const texte = lireA(TEXTE, div, i);
    if (texte !== undefined) {
      if (/\S/.test(texte[0])) {
        if (ouvertes.length === 0) return 'Le texte mis en forme doit être tout entier dans un « div ».';
        aLire = true;
      }
      i += texte[0].length;
      continue;
    }
    const commentaire = lireA(COMMENTAIRE, div, i);
    const balise = commentaire ?? lireA(BALISE, div, i);
    if (balise === undefined) return 'Le texte mis en forme n’est pas du XHTML bien écrit.';
    const faute = commentaire === undefined ? jugerBalise(balise, ouvertes, i === 0) : undefined;
    if (faute !== undefined) return faute;
    aLire ||= balise[2] === 'img';
    i += balise[0].length;
  }
  if (ouvertes.length > 0) return `Une balise « ${ouvertes.at(-1) ?? ''} » n’est pas fermée.`;
  return aLire ? undefined : 'Le texte mis en forme est vide : il faut quelque chose à lire.';
}

function lireA(motif: RegExp, texte: string, i: number): RegExpExecArray | undefined {
  motif.lastIndex = i;
  return motif.exec(texte) ?? undefined;
}

function jugerBalise(
  [, fermante, nom = '', attributs = '', seule]: RegExpExecArray,
  ouvertes: string[],
  premiere: boolean,
): string | undefined {
  if (fermante !== '') return ouvertes.pop() === nom ? undefined : `La balise « ${nom} » est fermée sans être ouverte.`;
  if (!PERMIS.has(nom)) return `La balise « ${nom} » n’est pas permise : seule la mise en forme l’est.`;
  if (ouvertes.length === 0 && (!premiere || nom !== 'div' || !attributs.includes(ESPACE_DE_NOMS)))
    return `Le texte mis en forme doit être un seul « div » de l’espace de noms ${ESPACE_DE_NOMS}.`;
  if (seule === '') ouvertes.push(nom);
  for (const [, attribut = '', valeur = '', autre = ''] of attributs.matchAll(ATTRIBUT))
    if (/^on/i.test(attribut) || EXECUTABLE.test(valeur + autre))
      return `L’attribut « ${attribut} » n’est pas permis : rien ne doit s’exécuter.`;
  return undefined;
}
