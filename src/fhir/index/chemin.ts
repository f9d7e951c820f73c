import { estObjet } from './formes.ts';
import { mene } from './references.ts';

/** What is done with a value found at the end of a path. `C`: where it is put. */
export type Suite<C> = (valeur: unknown, contexte: C) => void;

/** A path from the root: the elements it begins with, and what follows each of their repetitions. */
export interface Chemin<C> {
  readonly racines: readonly string[];
  readonly suite: Suite<C>;
}

/** Elements of several possible types (`value[x]`): a path that does not say which one looks at all of these. */
const CHOIX: Readonly<Record<string, readonly string[]>> = {
  value: [
    'Quantity',
    'CodeableConcept',
    'String',
    'Boolean',
    'Integer',
    'DateTime',
    'Period',
    'Reference',
    'Range',
    'Coding',
    'Code',
    'Identifier',
    'Uri',
    'Canonical',
    'Date',
    'Instant',
  ],
  effective: ['DateTime', 'Period', 'Timing', 'Instant'],
  onset: ['DateTime', 'Period', 'Age', 'Range', 'String'],
  abatement: ['DateTime', 'Period', 'Age', 'Range', 'String'],
  occurrence: ['DateTime', 'Period', 'Timing', 'String'],
  performed: ['DateTime', 'Period', 'Age', 'Range', 'String'],
  medication: ['CodeableConcept', 'Reference'],
  deceased: ['Boolean', 'DateTime'],
  multipleBirth: ['Boolean', 'Integer'],
  start: ['Date', 'CodeableConcept'],
  due: ['Date', 'Duration'],
  target: ['Identifier', 'Reference'],
  product: ['CodeableConcept', 'Reference'],
  subject: ['CodeableConcept', 'Reference'],
  timing: ['Timing', 'DateTime', 'Period', 'Duration', 'Age', 'Range'],
  scheduled: ['Timing', 'Period', 'String'],
  reported: ['Boolean', 'Reference'],
};

const NOM = /^[a-zA-Z][A-Za-z0-9]*$/;
const OF_TYPE = /^(?:ofType|as)\(([A-Za-z]+)\)$/;
const OU_EGAL = /^where\(([a-zA-Z]+)\s*=\s*'([^']*)'\)$/;
const OU_RESOUT = /^where\(resolve\(\) is ([A-Za-z]+)\)$/;
const EXTENSION = /^extension\('([^']*)'\)$/;

/**
 * Compiles the paths that a search parameter really uses: `a.b.c`, `ofType(T)` and `as`, `where(x='y')`, `where(resolve() is T)`,
 * `extension('url')`.  Undefined for any other expression: the caller falls back on the FHIRPath engine.
 */
export function compilerChemin<C>(type: string, expression: string, arrivee: Suite<C>): Chemin<C> | undefined {
  const morceaux = decouper(sansParentheses(expression));
  const [racine, premier = '', ...reste] = morceaux;
  if (racine !== type && racine !== 'Resource' && racine !== 'DomainResource') return undefined;
  let suite = arrivee;
  for (let rang = reste.length - 1; rang >= 0; rang -= 1) {
    const etape = compilerEtape(reste[rang] ?? '', reste[rang + 1], suite);
    if (etape === undefined) return undefined;
    suite = etape;
  }
  return NOM.test(premier) ? { racines: nomsDe(premier, reste[0]), suite } : undefined;
}

/** `(a.ofType(B)).c` is `a.ofType(B).c`; `(a as B)` is `a.ofType(B)`. */
function sansParentheses(expression: string): string {
  const ecrite = expression.trim().replace(/ as ([A-Za-z]+)$/, '.ofType($1)');
  if (!ecrite.startsWith('(')) return ecrite;
  const fin = fermante(ecrite);
  return fin === -1 ? ecrite : sansParentheses(ecrite.slice(1, fin)) + ecrite.slice(fin + 1);
}

function fermante(texte: string): number {
  let profondeur = 0;
  for (let rang = 0; rang < texte.length; rang += 1) {
    if (texte[rang] === '(') profondeur += 1;
    if (texte[rang] === ')') profondeur -= 1;
    if (profondeur === 0) return rang;
  }
  return -1;
}

/** At the dots that are outside parentheses and quotes. */
function decouper(expression: string): readonly string[] {
  return expression.split(/\.(?![^(]*\))/).map((morceau) => morceau.trim());
}

/** Names an element may have: those of its types when it has several, only one when the next step says which. */
function nomsDe(nom: string, suivant: string | undefined): readonly string[] {
  const precise = OF_TYPE.exec(suivant ?? '')?.[1];
  if (precise !== undefined) return [`${nom}${majuscule(precise)}`];
  return [nom, ...(CHOIX[nom] ?? []).map((type) => `${nom}${type}`)];
}

function compilerEtape<C>(morceau: string, suivant: string | undefined, suite: Suite<C>): Suite<C> | undefined {
  if (NOM.test(morceau)) return parmi(nomsDe(morceau, suivant), suite);
  if (OF_TYPE.test(morceau)) return suite;
  const egal = OU_EGAL.exec(morceau);
  if (egal !== null) {
    const [, champ = '', attendu] = egal;
    return (valeur, contexte) => {
      if (estObjet(valeur) && valeur[champ] === attendu) suite(valeur, contexte);
    };
  }
  const resolu = OU_RESOUT.exec(morceau)?.[1];
  if (resolu !== undefined)
    return (valeur, contexte) => {
      if (mene(valeur, resolu)) suite(valeur, contexte);
    };
  const url = EXTENSION.exec(morceau)?.[1];
  if (url === undefined) return undefined;
  return parmi(['extension'], (valeur, contexte) => {
    if (estObjet(valeur) && valeur['url'] === url) suite(valeur, contexte);
  });
}

const majuscule = (texte: string): string => texte.charAt(0).toUpperCase() + texte.slice(1);

function parmi<C>(noms: readonly string[], suite: Suite<C>): Suite<C> {
  return (valeur, contexte) => {
    if (!estObjet(valeur)) return;
    for (const nom of noms) {
      const enfant = valeur[nom];
      if (enfant !== undefined && enfant !== null) repeter(enfant, contexte, suite);
    }
  };
}

/** Every repetition of an element, or the element alone. */
export function repeter<C>(element: unknown, contexte: C, suite: Suite<C>): void {
  if (Array.isArray(element)) for (const un of element) suite(un, contexte);
  else suite(element, contexte);
}
