import type { MessageLibre, Trouve } from './demande-lue.ts';

/** Subject or text, with its folded form (lower case, no accent, plain apostrophes and hyphens) for the lexicons. */
export interface Partie {
  readonly dans: keyof MessageLibre;
  readonly source: string;
  readonly plie: string;
  /** Position in `source` of each character of `plie`, plus one for the end. */
  readonly origines: readonly number[];
  /** Written all in capitals: there, capitals say nothing. */
  readonly capitales: boolean;
  /** Signature and quoted messages speak of the requester, not of the person. */
  readonly horsCorps: readonly Etendue[];
}

export interface Etendue {
  readonly debut: number;
  readonly fin: number;
}

const PLIS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '´': "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\t': ' ',
  '\r': ' ',
};

function plierCaractere(caractere: string): string {
  const base = caractere.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return PLIS[base] ?? base;
}

/** Folds a text while keeping where each character comes from. */
function plier(source: string): { plie: string; origines: readonly number[] } {
  let plie = '';
  const origines: number[] = [];
  let position = 0;
  for (const caractere of source) {
    for (const lettre of plierCaractere(caractere).split('')) {
      plie += lettre;
      origines.push(position);
    }
    position += caractere.length;
  }
  return { plie, origines: [...origines, source.length] };
}

const FORMULE =
  /\b(?:(?:bien |tres )?(?:cordialement|confraternellement|amicalement|respectueusement)|bien a vous|(?:sinceres |meilleures )salutations|cdlt|cdt|bcdt)\b|^ *(?:-- *$|envoye (?:de|depuis) mon |-{3,}|_{3,}|de ?: .*@|le .{5,60} a ecrit ?:)/m;
/** A short line that only names the doctor, not the first one: the signature of those who do not take leave. */
const LIGNE_DE_MEDECIN = /\n *(?:dr|docteur|pr|professeur)\.? +[a-z' .-]{2,40}(?=\n|$)/;
const POST_SCRIPTUM = /^ *p\.?s\.? *[:-]/m;

function trouverHorsCorps(plie: string): Etendue[] {
  const debuts = [FORMULE.exec(plie)?.index, LIGNE_DE_MEDECIN.exec(plie)?.index].filter((debut) => debut !== undefined);
  if (debuts.length === 0) return [];
  const debut = Math.min(...debuts);
  const postScriptum = POST_SCRIPTUM.exec(plie.slice(debut))?.index;
  return [{ debut, fin: postScriptum === undefined ? plie.length : debut + postScriptum }];
}

function toutEnCapitales(source: string): boolean {
  const lettres = source.replace(/[^\p{L}]/gu, '');
  return lettres.length > 8 && lettres.replace(/\P{Lu}/gu, '').length > lettres.length * 0.8;
}

/** Position in the folded text of a position of the source: dichotomy, since the origins only grow. */
export function positionPliee({ origines }: Partie, origine: number): number {
  let [bas, haut] = [0, origines.length - 1];
  while (bas < haut) {
    const milieu = Math.floor((bas + haut) / 2);
    if ((origines[milieu] ?? 0) < origine) bas = milieu + 1;
    else haut = milieu;
  }
  return bas;
}

/** Prepares the subject or the text for reading. */
export function preparer(dans: keyof MessageLibre, source: string): Partie {
  const { plie, origines } = plier(source);
  const capitales = toutEnCapitales(source);
  return { dans, source, plie, origines, capitales, horsCorps: dans === 'sujet' ? [] : trouverHorsCorps(plie) };
}

/** Does this position of the folded text belong to the body, rather than to the signature? */
export function estCorps({ horsCorps }: Partie, position: number): boolean {
  return !horsCorps.some(({ debut, fin }) => position >= debut && position < fin);
}

/** Marks a stretch of the folded text as the source of a value. */
export function trouver<T>(
  { dans, source, origines }: Partie,
  { debut, fin }: Etendue,
  valeur: T,
  confiance: Trouve<T>['confiance'] = 'moyenne',
): Trouve<T> {
  const [de = source.length, a = source.length] = [origines[debut], origines[fin]];
  return { valeur, extrait: source.slice(de, a), debut: de, fin: a, dans, confiance };
}

/** Folded text just before a position, on the same line. */
export function avant({ plie }: Partie, position: number, longueur: number): string {
  return (
    plie
      .slice(Math.max(0, position - longueur), position)
      .split('\n')
      .at(-1) ?? ''
  );
}

/** Folded text just after a position, on the same line. */
export function apres({ plie }: Partie, position: number, longueur: number): string {
  return plie.slice(position, position + longueur).split('\n', 1)[0] ?? '';
}

/** Words for relatives, as they appear before or after a name or a number. */
export const PROCHES =
  '(?:belle-|petite-|petit-)?(?:fille|fils)|beau-fils|gendre|bru|epoux|epouse|mari|femme|conjointe?|compagnon|compagne|niece|neveu|soeur|frere|mere|pere|maman|papa|voisine?|aidante?|tuteur|tutrice|curateur|curatrice|mandataire|amie?|proche|famille';
