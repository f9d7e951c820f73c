import { estObjet } from './formes.ts';
import { mene } from './references.ts';

/** Gives every value of one path to `donner`, repetitions flattened. */
export type Chemin = (objet: unknown, donner: (valeur: unknown) => void) => void;

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
const INDICE = /^(.+)\[(\d+)\]$/;

/**
 * Compiles the paths that a search parameter really uses: `a.b.c`, `ofType(T)` and `as`, `where(x='y')`, `where(resolve() is T)`,
 * `extension('url')`, `first()`, `[n]`. Undefined for any other expression: the caller falls back on the FHIRPath engine.
 */
export function compilerChemin(type: string, expression: string): Chemin | undefined {
  const morceaux = decouper(sansParentheses(expression).replace(/ as ([A-Za-z]+)$/, '.ofType($1)'));
  const [racine, ...reste] = morceaux;
  if (racine !== type && racine !== 'Resource' && racine !== 'DomainResource') return undefined;
  let suite: Chemin = (valeur, donner) => donner(valeur);
  for (let rang = reste.length - 1; rang >= 0; rang -= 1) {
    const morceau = reste[rang] ?? '';
    const etape = compilerEtape(morceau, reste[rang + 1], suite);
    if (etape === undefined) return undefined;
    suite = etape;
  }
  return suite;
}

/** `(a.ofType(B)).c` is `a.ofType(B).c`. */
function sansParentheses(expression: string): string {
  const ecrite = expression.trim();
  if (!ecrite.startsWith('(')) return ecrite;
  const fin = fermante(ecrite);
  return fin === -1
    ? ecrite
    : sansParentheses(ecrite.slice(1, fin).replace(/ as ([A-Za-z]+)$/, '.ofType($1)')) + ecrite.slice(fin + 1);
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

function compilerEtape(morceau: string, suivant: string | undefined, suite: Chemin): Chemin | undefined {
  const indice = INDICE.exec(morceau);
  if (indice?.[1] !== undefined) return NOM.test(indice[1]) ? auRang(indice[1], Number(indice[2]), suite) : undefined;
  if (NOM.test(morceau)) {
    const precise = OF_TYPE.exec(suivant ?? '')?.[1];
    if (precise !== undefined) return parmi([morceau, `${morceau}${majuscule(precise)}`], suite);
    return parmi([morceau, ...(CHOIX[morceau] ?? []).map((t) => `${morceau}${t}`)], suite);
  }
  if (OF_TYPE.test(morceau)) return suite;
  if (morceau === 'first()') return suite;
  return compilerFiltre(morceau, suite);
}

function compilerFiltre(morceau: string, suite: Chemin): Chemin | undefined {
  const egal = OU_EGAL.exec(morceau);
  if (egal !== null) {
    const [, champ = '', attendu] = egal;
    return (valeur, donner) => {
      if (estObjet(valeur) && valeur[champ] === attendu) suite(valeur, donner);
    };
  }
  const resolu = OU_RESOUT.exec(morceau)?.[1];
  if (resolu !== undefined)
    return (valeur, donner) => {
      if (mene(valeur, resolu)) suite(valeur, donner);
    };
  const url = EXTENSION.exec(morceau)?.[1];
  if (url === undefined) return undefined;
  return parmi(['extension'], (valeur, donner) => {
    if (estObjet(valeur) && valeur['url'] === url) suite(valeur, donner);
  });
}

const majuscule = (texte: string): string => texte.charAt(0).toUpperCase() + texte.slice(1);

function parmi(noms: readonly string[], suite: Chemin): Chemin {
  return (valeur, donner) => {
    if (!estObjet(valeur)) return;
    for (const nom of noms) {
      const enfant = valeur[nom];
      if (enfant === undefined || enfant === null) continue;
      if (Array.isArray(enfant)) for (const element of enfant) suite(element, donner);
      else suite(enfant, donner);
    }
  };
}

function auRang(nom: string, rang: number, suite: Chemin): Chemin {
  return (valeur, donner) => {
    const liste = estObjet(valeur) ? valeur[nom] : undefined;
    const element: unknown = Array.isArray(liste) ? liste[rang] : undefined;
    if (element !== undefined) suite(element, donner);
  };
}
