import type { CodeDeploye, EnsembleDeCodes, PartDeValueSet, SystemeDeCodes } from '#fhir/definitions/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import { descend, indexerSysteme, type CodeDeSysteme, type SystemeIndexe } from './systeme.ts';

/** One code of an expansion. */
export interface CodeDeListe {
  readonly system: string;
  readonly code: string;
  readonly display: string | undefined;
}

/** Where value sets and code systems are found. */
export interface SourceDeCodes {
  /** By `url` or `url|version`; undefined when nothing of that name is held. */
  trouver(canonique: string): EnsembleDeCodes | SystemeDeCodes | undefined;
  /** Canonicals held, without their version. */
  urls(): Iterable<string>;
}

/** Beyond this, an expansion costs more than it helps a person choose: the answer says so (`too-costly`). */
export const CODES_MAX = 20_000;
const IMBRICATION_MAX = 8;

/** Filters that walk the hierarchy from one code. */
const ARBRE = new Set(['is-a', 'descendent-of', 'is-not-a']);

type Codes = ReadonlyMap<string, CodeDeListe>;
const cleDe = (system: string, code: string): string => `${system}|${code}`;

/** Works out one expansion. Kept apart from the keeping of results, so that it can be read alone. */
export class Deploiement {
  readonly #source: SourceDeCodes;
  readonly #systemes = new Map<string, SystemeIndexe>();

  constructor(source: SourceDeCodes) {
    this.#source = source;
  }

  /** Throws `RefusFhir` 404 when a value set or a system is not held, 422 when the list cannot be worked out whole. */
  codesDe(canonique: string, imbrication = 0): Codes {
    if (imbrication > IMBRICATION_MAX) throw tropCouteux(canonique, 'il s’appuie sur trop d’autres jeux de valeurs');
    const ensemble = this.#ensemble(canonique);
    const deploye = ensemble.expansion?.contains;
    if (deploye !== undefined) return this.#dejaDeploye(ensemble, deploye);
    const parts = ensemble.compose?.include ?? [];
    if (parts.length === 0) throw tropCouteux(canonique, 'sa définition tenue ici n’énumère aucun code');
    const codes = new Map<string, CodeDeListe>();
    for (const part of parts)
      for (const [cle, code] of this.#part(part, canonique, imbrication)) {
        codes.set(cle, codes.get(cle) ?? code);
        if (codes.size > CODES_MAX) throw tropCouteux(canonique, `il compte plus de ${CODES_MAX} codes`);
      }
    for (const part of ensemble.compose?.exclude ?? [])
      for (const cle of this.#part(part, canonique, imbrication).keys()) codes.delete(cle);
    return codes;
  }

  /** Throws `RefusFhir` 404 when the system is not held. */
  systeme(canonique: string): SystemeIndexe {
    const connu = this.#systemes.get(canonique);
    if (connu !== undefined) return connu;
    const trouve = this.#source.trouver(canonique);
    if (trouve?.resourceType !== 'CodeSystem')
      throw refusFhir(404, 'not-found', `Le système de codes ${canonique} n’est pas tenu ici.`);
    const indexe = indexerSysteme(trouve);
    this.#systemes.set(canonique, indexe);
    return indexe;
  }

  #ensemble(canonique: string): EnsembleDeCodes {
    const trouve = this.#source.trouver(canonique);
    if (trouve?.resourceType === 'ValueSet') return trouve;
    throw refusFhir(404, 'not-found', `Le jeu de valeurs ${canonique} n’est pas tenu ici.`);
  }

  #dejaDeploye(ensemble: EnsembleDeCodes, deploye: readonly CodeDeploye[]): Codes {
    const codes = new Map<string, CodeDeListe>();
    const visiter = (feuilles: readonly CodeDeploye[]): void => {
      for (const { system, code, display, abstract, contains } of feuilles) {
        if (system !== undefined && code !== undefined && abstract !== true)
          codes.set(cleDe(system, code), { system, code, display });
        visiter(contains ?? []);
      }
    };
    visiter(deploye);
    if ((ensemble.expansion?.total ?? 0) > codes.size)
      throw tropCouteux(ensemble.url, 'son éditeur n’en publie qu’une partie');
    return codes;
  }

  /** One include or exclude: the codes that satisfy its system AND every value set it names. */
  #part(part: PartDeValueSet, canonique: string, imbrication: number): Codes {
    const ensembles = (part.valueSet ?? []).map((vs) => this.codesDe(vs, imbrication + 1));
    const duSysteme = part.system === undefined ? undefined : this.#duSysteme(part, part.system, canonique);
    const [premier, ...autres] = duSysteme === undefined ? ensembles : [duSysteme, ...ensembles];
    if (premier === undefined) throw tropCouteux(canonique, 'une de ses parts ne nomme ni système ni jeu de valeurs');
    return autres.length === 0
      ? premier
      : new Map([...premier].filter(([cle]) => autres.every((ensemble) => ensemble.has(cle))));
  }

  #duSysteme(part: PartDeValueSet, system: string, canonique: string): Codes {
    const nomme = part.version === undefined ? system : `${system}|${part.version}`;
    if (part.concept !== undefined && part.filter === undefined) {
      const libelles = this.#libelles(nomme);
      return new Map(
        part.concept.map(({ code, display }) => [
          cleDe(system, code),
          { system, code, display: display ?? libelles?.codes.get(code)?.display },
        ]),
      );
    }
    const indexe = this.systeme(nomme);
    if (!indexe.complet) throw tropCouteux(canonique, `le système ${system} n’est pas tenu en entier`);
    const filtres = (part.filter ?? []).map((f) => this.#filtre(indexe, f, canonique));
    const codes = new Map<string, CodeDeListe>();
    for (const code of indexe.codes.values())
      if (filtres.every((garde) => garde(code)))
        codes.set(cleDe(system, code.code), { system, code: code.code, display: code.display });
    return codes;
  }

  /** Displays of an enumerated list may come from its system, when it is held. */
  #libelles(canonique: string): SystemeIndexe | undefined {
    return this.#source.trouver(canonique)?.resourceType === 'CodeSystem' ? this.systeme(canonique) : undefined;
  }

  #filtre(
    systeme: SystemeIndexe,
    { property, op, value }: NonNullable<PartDeValueSet['filter']>[number],
    canonique: string,
  ): (code: CodeDeSysteme) => boolean {
    if (ARBRE.has(op) && !systeme.codes.has(value))
      throw tropCouteux(canonique, `le code ${value} n’existe pas dans ${systeme.url}`);
    if (op === 'is-a') return ({ code }) => code === value || descend(systeme, code, value);
    if (op === 'descendent-of') return ({ code }) => descend(systeme, code, value);
    if (op === 'is-not-a') return ({ code }) => code !== value && !descend(systeme, code, value);
    const lire = (code: CodeDeSysteme): readonly string[] =>
      code.proprietes.filter((p) => p.code === property).map((p) => p.valeur);
    // A property nobody carries here is one we do not hold: an empty list would be a lie.
    if (![...systeme.codes.values()].some((code) => lire(code).length > 0))
      throw tropCouteux(canonique, `la propriété « ${property} » de ${systeme.url} n’est pas tenue`);
    if (op === '=') return (code) => lire(code).includes(value);
    if (op === 'in') return (code) => lire(code).some((valeur) => value.split(',').includes(valeur));
    if (op === 'exists') return (code) => lire(code).length > 0 === (value === 'true');
    throw tropCouteux(canonique, `son filtre « ${property} ${op} » n’est pas servi`);
  }
}

function tropCouteux(canonique: string, raison: string): Error {
  return refusFhir(422, 'too-costly', `Le jeu de valeurs ${canonique} ne peut pas être déployé ici : ${raison}.`);
}
