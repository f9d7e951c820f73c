import { parametresDeBase, type ParametreDeRecherche } from '../definitions/index.ts';
import { compilerChemin, type Chemin } from './chemin.ts';
import type { Index } from './extracteur.ts';
import { estObjet } from './formes.ts';
import { lireJetons } from './jetons.ts';
import { ecrireQuantite, sansEgal } from './quantites.ts';
import { lireReferences } from './references.ts';
import { SEPARATEUR } from './textes.ts';

/** One part of a composite: the parameter it follows, and its path under the element that holds the pair. */
export interface Partie {
  readonly parametre: ParametreDeRecherche;
  readonly expression: string;
}

export interface Compose {
  readonly racine: string;
  readonly parties: readonly [Partie, Partie];
}

/** `combo-…` of Observation looks at the whole and at its components: it is either of these two. */
export const COMBINES: Readonly<Record<string, readonly [string, string]>> = {
  'combo-code-value-quantity': ['code-value-quantity', 'component-code-value-quantity'],
  'combo-code-value-concept': ['code-value-concept', 'component-code-value-concept'],
};

let parUrl: ReadonlyMap<string, ParametreDeRecherche> | undefined;

/**
 * A composite this index can answer: two parts under one element, the first a token unless the pair is the whole resource. Undefined
 * for any other, `combo-…` included. R4 crosses the two parts of `DocumentReference.relatesTo`: the path of each part says which it is.
 */
export function composeDe(parametre: ParametreDeRecherche): Compose | undefined {
  const { component = [], expression = '' } = parametre;
  if (parametre.type !== 'composite' || component.length !== 2 || expression.includes('|')) return undefined;
  parUrl ??= new Map(parametresDeBase().map((p) => [p.url, p]));
  const declares = component.map(({ definition }) => parUrl?.get(definition));
  const parties = component.flatMap(({ expression: chemin }, rang): Partie[] => {
    const exact = declares.find((p) => p?.expression === `${expression}.${chemin}`);
    const suivi = exact ?? declares[rang];
    return suivi === undefined ? [] : [{ parametre: suivi, expression: chemin }];
  });
  const [premiere, seconde] = parties;
  if (premiere === undefined || seconde === undefined) return undefined;
  const compose: Compose = { racine: expression, parties: [premiere, seconde] };
  return !estDansUnElement(compose) || (premiere.parametre.type === 'token' && EN_PAIRE.has(seconde.parametre.type))
    ? compose
    : undefined;
}

const EN_PAIRE = new Set<ParametreDeRecherche['type']>(['token', 'reference', 'quantity']);

/** The pair stands in an element that repeats: its two parts must be found together. Otherwise the resource is the pair. */
export function estDansUnElement({ racine }: Compose): boolean {
  return racine.includes('.');
}

/** Word of a pair of words, as both sides of a search write it. */
export function motDePaire(premier: string, second: string): string {
  return `${premier}${SEPARATEUR}${second}`;
}

/** Name of the ordered keys of a pair whose second part is a quantity. */
export function nomDePaire(code: string, premier: string): string {
  return `${code}${SEPARATEUR}${sansEgal(premier)}`;
}

/** Paths that write the keys of the pairs of a composite; none when the resource itself is the pair. */
export function compilerCompose(type: string, parametre: ParametreDeRecherche): readonly Chemin<Index>[] {
  const compose = composeDe(parametre);
  if (compose === undefined || !estDansUnElement(compose)) return [];
  const [premiere, seconde] = compose.parties.map(({ expression }) => compilerReleve(expression));
  const genre = compose.parties[1].parametre.type;
  const { code } = parametre;
  const chemin = compilerChemin<Index>(type, compose.racine, (element, index) => {
    const mots = (premiere?.(element) ?? []).flatMap(jetonsDe);
    for (const valeur of seconde?.(element) ?? [])
      for (const mot of mots) {
        if (genre !== 'quantity')
          for (const autre of genre === 'token' ? jetonsDe(valeur) : referencesDe(valeur))
            index.toks.add(`${code}=${motDePaire(mot, autre)}`);
        else if (estObjet(valeur)) ecrireQuantite(nomDePaire(code, mot), valeur, index);
      }
  });
  return chemin === undefined ? [] : [chemin];
}

type Releve = (element: unknown) => readonly unknown[];

/** Values found under one element by `code` or `value.ofType(Quantity) | value.ofType(Range)`. */
function compilerReleve(expression: string): Releve {
  const chemins = expression
    .split('|')
    .map((partie) =>
      compilerChemin<unknown[]>('Resource', `Resource.element.${partie.trim()}`, (v, sac) => sac.push(v)),
    );
  return (element) => {
    const sac: unknown[] = [];
    for (const chemin of chemins) chemin?.suite(element, sac);
    return sac;
  };
}

function jetonsDe(valeur: unknown): readonly string[] {
  const trouves: string[] = [];
  lireJetons(
    valeur,
    (jeton) => trouves.push(jeton),
    () => undefined,
  );
  return trouves;
}

function referencesDe(valeur: unknown): readonly string[] {
  const trouvees: string[] = [];
  lireReferences(valeur, (reference) => trouvees.push(reference));
  return trouvees;
}
