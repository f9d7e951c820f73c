import { evalFhirPath } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { ParametreDeRecherche } from '../definitions/index.ts';
import { compilerChemin, repeter, type Chemin, type Suite } from './chemin.ts';
import { bornesDeDate, bornesDePeriode, type Bornes } from './dates.ts';
import { compilerCompose } from './composes.ts';
import { estObjet } from './formes.ts';
import { lireJetons, lireTypesDIdentifiant } from './jetons.ts';
import { cleDeNombre } from './nombres.ts';
import { composesIndexes, parametresIndexes } from './parametres.ts';
import { ecrireEtendue, ecrireQuantite } from './quantites.ts';
import { lireReferences } from './references.ts';
import { aLInstallation } from './supplements.ts';
import { cleDeTexte, SEPARATEUR, sonsDe, textesDe } from './textes.ts';

/** One line of `recherche`. `fin`: end of a period, or the text as it was written when its key differs. */
export interface Cle {
  readonly param: string;
  readonly cle: string;
  readonly fin: string | null;
}

/** Where an extractor puts what it finds; a key found twice is kept once. */
export class Index {
  readonly toks = new Set<string>();
  readonly refs = new Set<string>();
  readonly #cles = new Map<string, Cle>();

  /** Of two ends for one beginning the later is kept; of two spellings for one key, both. */
  cle(param: string, cle: string, fin: string | null, genre: 'texte' | 'ordre'): void {
    const nom = `${param}=${cle}`;
    const connue = this.#cles.get(nom);
    this.#cles.set(nom, { param, cle, fin: connue === undefined ? fin : reunir(connue, fin, genre) });
  }

  get cles(): readonly Cle[] {
    return [...this.#cles.values()];
  }

  get noms(): readonly string[] {
    return [...this.#cles.keys()];
  }
}

function reunir({ cle, fin: connue }: Cle, fin: string | null, genre: 'texte' | 'ordre'): string | null {
  if (connue === fin) return connue;
  if (genre === 'ordre') return (connue ?? '') > (fin ?? '') ? connue : fin;
  const graphies = (connue ?? cle).split(SEPARATEUR);
  return graphies.includes(fin ?? cle) ? connue : [...graphies, fin ?? cle].join(SEPARATEUR);
}

type Ecrire = Suite<Index>;

/** Writes into `index` every key of a resource of this type. */
export type Extracteur = (ressource: Resource, index: Index) => void;

interface Plan {
  /** What each element of the root is read for: only the elements a resource has are visited. */
  readonly parElement: Map<string, Ecrire[]>;
  /** What looks at the resource as a whole. */
  readonly entiers: Ecrire[];
}

const compiles = new Map<string, Extracteur>();
aLInstallation(() => compiles.clear());

/** Compiled at the first resource of a type, then kept. */
export function extracteurDe(type: string): Extracteur {
  const connu = compiles.get(type);
  if (connu !== undefined) return connu;
  const plan: Plan = { parElement: new Map(), entiers: [] };
  for (const parametre of parametresIndexes(type)) compiler(type, parametre, plan);
  for (const parametre of composesIndexes(type)) poserLesChemins(plan, compilerCompose(type, parametre));
  const extracteur = executer(plan);
  compiles.set(type, extracteur);
  return extracteur;
}

function executer({ parElement, entiers }: Plan): Extracteur {
  return (ressource, index) => {
    for (const [nom, element] of Object.entries(ressource)) {
      const suites = element === null ? undefined : parElement.get(nom);
      if (suites !== undefined) for (const suite of suites) repeter<Index>(element, index, suite);
    }
    for (const entier of entiers) entier(ressource, index);
  };
}

/** Parameters of a type that need the FHIRPath engine, and those it cannot read either: kept short by a test. */
export function parametresParMoteur(type: string): readonly string[] {
  return parametresIndexes(type)
    .filter(({ expression = '' }) =>
      alternatives(type, expression).some(
        (e) => compilerChemin(type, e, () => undefined) === undefined && !EST_LA.test(e),
      ),
    )
    .map(({ code }) => code);
}

function compiler(type: string, { code, type: genre, expression = '' }: ParametreDeRecherche, plan: Plan): void {
  const ecrire = code === 'phonetic' ? ecrireSons(code) : ECRITURES[genre]?.(code);
  if (ecrire === undefined) return;
  for (const partie of alternatives(type, expression)) {
    const chemin = compilerChemin(type, partie, ecrire);
    if (chemin === undefined) {
      plan.entiers.push(enEntier(partie, ecrire));
      continue;
    }
    poserLesChemins(plan, [chemin]);
  }
}

function poserLesChemins({ parElement }: Plan, chemins: readonly Chemin<Index>[]): void {
  for (const { racines, suite } of chemins)
    for (const racine of racines) {
      const suites = parElement.get(racine);
      if (suites === undefined) parElement.set(racine, [suite]);
      else suites.push(suite);
    }
}

/** Parts of `A.x | B.y` that speak of this type. */
function alternatives(type: string, expression: string): readonly string[] {
  return expression
    .split('|')
    .map((partie) => partie.trim())
    .filter((partie) => {
      const racine = /^\(*([A-Za-z]+)/.exec(partie)?.[1];
      return racine === type || racine === 'Resource' || racine === 'DomainResource';
    });
}

/** `Patient.deceased.exists() and Patient.deceased != false`: is it there, and not said false? */
const EST_LA = /^[A-Za-z]+\.([a-z]+)\.exists\(\) and [A-Za-z]+\.\1 != false$/;

function enEntier(expression: string, ecrire: Ecrire): Ecrire {
  const nom = EST_LA.exec(expression)?.[1];
  if (nom !== undefined)
    return (ressource, index) => {
      const trouve = Object.entries(ressource ?? {}).find(([cle]) => cle.startsWith(nom));
      ecrire(trouve !== undefined && trouve[1] !== false, index);
    };
  return (ressource, index) => {
    for (const valeur of evalFhirPath(expression, ressource)) ecrire(valeur, index);
  };
}

const ECRITURES: Readonly<Partial<Record<ParametreDeRecherche['type'], (param: string) => Ecrire>>> = {
  token: (param) => (valeur, index) => {
    lireJetons(
      valeur,
      (jeton) => index.toks.add(`${param}=${jeton}`),
      (mot) => ecrireTexte(`${param}:text`, mot, index),
    );
    if (param === 'identifier') lireTypesDIdentifiant(valeur, (jeton) => index.toks.add(`identifier:of-type=${jeton}`));
  },
  reference: (param) => (valeur, index) =>
    lireReferences(valeur, (reference) => index.refs.add(`${param}=${reference}`)),
  uri: (param) => (valeur, index) => {
    if (typeof valeur === 'string') index.toks.add(`${param}=${valeur}`);
  },
  string: (param) => (valeur, index) => {
    for (const texte of textesDe(valeur)) ecrireTexte(param, texte, index);
  },
  date: (param) => (valeur, index) => {
    for (const { debut, fin } of periodesDe(valeur)) index.cle(param, debut, fin, 'ordre');
  },
  number: (param) => (valeur, index) => {
    if (typeof valeur === 'number') index.cle(param, cleDeNombre(valeur), null, 'ordre');
    else if (estObjet(valeur)) ecrireEtendue(param, valeur, index);
  },
  quantity: (param) => (valeur, index) => {
    if (estObjet(valeur)) ecrireQuantite(param, valeur, index);
  },
};

function ecrireTexte(param: string, texte: string, index: Index): void {
  const cle = cleDeTexte(texte);
  if (cle !== '') index.cle(param, cle, cle === texte ? null : texte, 'texte');
}

function ecrireSons(param: string): Ecrire {
  return (valeur, index) => {
    for (const son of sonsDe(valeur)) index.cle(param, son, null, 'ordre');
  };
}

/** A date, a Period, or a Timing: its events, else the bounds it repeats within. */
function periodesDe(valeur: unknown): readonly Bornes[] {
  if (typeof valeur === 'string') return [bornesDeDate(valeur)].filter((b) => b !== undefined);
  if (!estObjet(valeur)) return [];
  if (Array.isArray(valeur['event'])) return valeur['event'].flatMap(periodesDe);
  if (estObjet(valeur['repeat'])) return periodesDe(valeur['repeat']['boundsPeriod']);
  return [bornesDePeriode(valeur)].filter((b) => b !== undefined);
}
