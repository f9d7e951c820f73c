import type { CodeDeploye, EnsembleDeCodes, PartDeValueSet } from '../../definitions/index.ts';
import { parGrammaire } from './grammaires.ts';
import type { Systeme } from './systeme.ts';

/** True, false, or undefined when what is held does not allow to decide. */
export type Appartenance = boolean | undefined;

/** A value set ready to be asked. */
export interface Ensemble {
  readonly url: string;
  /** `systeme` is undefined for an element of type code, whose system the value set says. */
  contient(code: string, systeme: string | undefined): Appartenance;
  /** The codes, when they are few enough to be said in a message; else empty. */
  possibles(): readonly string[];
}

const DICIBLES = 20;

/** How a value set finds what it is made of. */
export interface Sources {
  systeme(canonique: string): Systeme | undefined;
  ensemble(canonique: string): Ensemble | undefined;
}

type Test = Ensemble['contient'];

/** From a whole expansion when there is one, else from the definition. */
export function compilerEnsemble(vs: EnsembleDeCodes, sources: Sources): Ensemble {
  const deployes = deplier(vs.expansion?.contains ?? []);
  const total = vs.expansion?.total;
  const entiere = deployes.length > 0 && (total === undefined || total <= deployes.length);
  const contient = entiere ? parDeploiement(deployes) : parDefinition(vs, sources, deployes);
  return { url: vs.url, contient, possibles: () => dicibles(vs, entiere ? deployes : undefined, sources) };
}

function dicibles(
  { compose }: EnsembleDeCodes,
  deployes: readonly CodeDeploye[] | undefined,
  sources: Sources,
): readonly string[] {
  const codes =
    deployes?.map(({ code = '' }) => code) ??
    (compose?.include ?? []).flatMap(({ system, concept, filter, valueSet }) => {
      if (filter !== undefined || valueSet !== undefined) return [];
      return concept?.map(({ code }) => code) ?? sources.systeme(system ?? '')?.codes() ?? [];
    });
  return codes.length > DICIBLES || compose?.exclude !== undefined ? [] : codes;
}

function deplier(codes: readonly CodeDeploye[]): readonly CodeDeploye[] {
  return codes.flatMap((c) => [
    ...(c.abstract === true || c.code === undefined ? [] : [c]),
    ...deplier(c.contains ?? []),
  ]);
}

function parDeploiement(deployes: readonly CodeDeploye[]): Test {
  const systemes = new Map<string, Set<string | undefined>>();
  for (const { code = '', system } of deployes) systemes.set(code, (systemes.get(code) ?? new Set()).add(system));
  return (code, systeme) => {
    const connus = systemes.get(code);
    return connus !== undefined && (systeme === undefined || connus.has(systeme));
  };
}

/** What a partial expansion holds is in; what it lacks is asked of the definition. */
function parDefinition({ compose }: EnsembleDeCodes, sources: Sources, deployes: readonly CodeDeploye[]): Test {
  const partiel = deployes.length === 0 ? undefined : parDeploiement(deployes);
  const inclus = (compose?.include ?? []).map((part) => testDePart(part, sources));
  const exclus = (compose?.exclude ?? []).map((part) => testDePart(part, sources));
  if (inclus.length === 0) return partiel === undefined ? () => undefined : (c, s) => partiel(c, s) || undefined;
  return (code, systeme) => {
    if (partiel?.(code, systeme) === true) return true;
    const dedans = ou(inclus, code, systeme);
    if (dedans === false || exclus.length === 0) return dedans;
    const dehors = ou(exclus, code, systeme);
    if (dehors === true) return false;
    return dehors === undefined ? undefined : dedans;
  };
}

function ou(tests: readonly Test[], code: string, systeme: string | undefined): Appartenance {
  let resultat: Appartenance = false;
  for (const test of tests) {
    const dedans = test(code, systeme);
    if (dedans === true) return true;
    if (dedans === undefined) resultat = undefined;
  }
  return resultat;
}

/** A part asks for its system (all of it, some codes, a filter) and for every value set it names. */
function testDePart(part: PartDeValueSet, sources: Sources): Test {
  const tests = [
    ...(part.system === undefined ? [] : [testDeSysteme(part.system, part, sources)]),
    ...(part.valueSet ?? []).map((canonique): Test => {
      let ensemble: Ensemble | undefined;
      return (code, systeme) => (ensemble ??= sources.ensemble(canonique))?.contient(code, systeme);
    }),
  ];
  return (code, systeme) => {
    let resultat: Appartenance = true;
    for (const test of tests) {
      const dedans = test(code, systeme);
      if (dedans === false) return false;
      if (dedans === undefined) resultat = undefined;
    }
    return resultat;
  };
}

function testDeSysteme(url: string, { concept, filter }: PartDeValueSet, sources: Sources): Test {
  const meme = (systeme: string | undefined): boolean => systeme === undefined || systeme === url;
  if (concept !== undefined) {
    const codes = new Set(concept.map(({ code }) => code));
    return (code, systeme) => meme(systeme) && codes.has(code);
  }
  let prepare: ((code: string) => Appartenance) | undefined;
  const preparer = (): ((code: string) => Appartenance) => {
    const systeme = sources.systeme(url);
    if (systeme === undefined) return (code) => (filter === undefined ? parGrammaire(url, code) : undefined);
    const filtres = (filter ?? []).map((f) => systeme.filtrer(f));
    return (code) => filtres.reduce<Appartenance>((r, f) => et(r, f(code)), systeme.contient(code));
  };
  return (code, systeme) => meme(systeme) && (prepare ??= preparer())(code);
}

function et(a: Appartenance, b: Appartenance): Appartenance {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}
