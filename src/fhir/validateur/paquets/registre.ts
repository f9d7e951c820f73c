import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  codesDeBase,
  structureDeBase,
  structuresDeBase,
  terminologieDeBase,
  type EnsembleDeCodes,
  type Structure,
  type SystemeDeCodes,
} from '../../definitions/index.ts';
import { ouvrirPaquet, PaquetIllisible, type Entree, type Paquet } from './paquet.ts';
import { comparerVersions, versionConvient } from './versions.ts';

/** Something found by its canonical. `paquet` is undefined for base R4; `exacte` is false when another version stands in. */
export interface Trouvee<T> {
  readonly url: string;
  readonly paquet: Paquet | undefined;
  readonly version: string | undefined;
  lire(): T;
  readonly exacte: boolean;
}

/** Whose dependencies choose the version of a canonical that gives none: the nearest first. */
export type Depuis = readonly (Paquet | undefined)[];

const VERSION_BASE = '4.0.1';

/** The definitions at hand: base R4 and the packages given. */
export interface Registre {
  readonly paquets: readonly Paquet[];
  /** Definition of `url` or `url|version`; undefined when no version of it is held. */
  structure(canonique: string, depuis: Depuis): Trouvee<Structure> | undefined;
  codes(canonique: string, depuis: Depuis): Trouvee<EnsembleDeCodes | SystemeDeCodes> | undefined;
}

/**
 * `chemins`: .tgz files, or folders whose .tgz files are all taken. `locales`: definitions that come from no package.
 * Throws `PaquetIllisible`.
 */
export function ouvrirRegistre(chemins: readonly string[], locales: readonly Structure[] = []): Registre {
  const parUrl = new Map(locales.map((structure) => [structure.url, structure]));
  const paquets = chemins.flatMap(fichiersDe).map(ouvrirPaquet);
  const structures = ranger(paquets.flatMap((p) => p.structures));
  const codes = ranger(paquets.flatMap((p) => p.codes));
  const canoniques = new Map(
    paquets.flatMap((p) => (p.canonique === undefined ? [] : [[p.nom, p.canonique] as const])),
  );
  return {
    paquets,
    structure: (canonique, depuis) =>
      locale(parUrl.get(canonique)) ??
      trouver(canonique, depuis, { entrees: structures, canoniques, base: structuresDeBase(), lireBase: structureLue }),
    codes: (canonique, depuis) =>
      trouver(canonique, depuis, { entrees: codes, canoniques, base: terminologieDeBase(), lireBase: codesLus }),
  };
}

function locale(structure: Structure | undefined): Trouvee<Structure> | undefined {
  if (structure === undefined) return undefined;
  return { url: structure.url, paquet: undefined, version: undefined, exacte: true, lire: () => structure };
}

function structureLue(url: string): Structure {
  return presente(structureDeBase(url), url);
}

function codesLus(url: string): EnsembleDeCodes | SystemeDeCodes {
  return presente(codesDeBase(url), url);
}

function presente<T>(contenu: T | undefined, url: string): T {
  if (contenu === undefined) throw new Error(`définition de base absente : ${url}`);
  return contenu;
}

function fichiersDe(chemin: string): readonly string[] {
  const infos = statSync(chemin, { throwIfNoEntry: false });
  if (infos === undefined) throw new PaquetIllisible(`${chemin} n’existe pas : donnez un fichier .tgz ou un dossier.`);
  if (!infos.isDirectory()) return [chemin];
  const noms = readdirSync(chemin).filter((nom) => nom.endsWith('.tgz'));
  return noms.sort().map((nom) => path.join(chemin, nom));
}

function ranger(entrees: readonly Entree[]): ReadonlyMap<string, readonly Entree[]> {
  return Map.groupBy(entrees, ({ url }) => url);
}

interface Rayon<T> {
  readonly entrees: ReadonlyMap<string, readonly Entree[]>;
  readonly canoniques: ReadonlyMap<string, string>;
  readonly base: ReadonlySet<string>;
  lireBase(url: string): T;
}

function trouver<T>(canonique: string, depuis: Depuis, rayon: Rayon<T>): Trouvee<T> | undefined {
  const barre = canonique.indexOf('|');
  const url = barre === -1 ? canonique : canonique.slice(0, barre);
  const version = barre === -1 ? undefined : canonique.slice(barre + 1);
  const entrees = rayon.entrees.get(url) ?? [];
  const enBase = rayon.base.has(url);
  const choix =
    version === undefined ? choisir(url, entrees, depuis, rayon.canoniques) : demander(entrees, version, enBase);
  if (choix !== undefined) {
    const { entree, exacte } = choix;
    // The seam where published definitions enter: their publisher's tools made them, a profile that is not one fails to compile.
    return { url, paquet: entree.paquet, version: entree.version, exacte, lire: () => entree.lire() as T };
  }
  if (!enBase) return undefined;
  const exacte = version === undefined || version === VERSION_BASE;
  return { url, paquet: undefined, version: VERSION_BASE, exacte, lire: () => rayon.lireBase(url) };
}

interface Choix {
  readonly entree: Entree;
  readonly exacte: boolean;
}

function demander(entrees: readonly Entree[], version: string, enBase: boolean): Choix | undefined {
  const exacte = entrees.findLast((e) => e.version === version);
  if (exacte !== undefined) return { entree: exacte, exacte: true };
  const autre = enBase && version === VERSION_BASE ? undefined : plusRecente(entrees);
  return autre === undefined ? undefined : { entree: autre, exacte: false };
}

/** The package's own, else the version its dependencies ask for, else the newest held (not the one asked for, if one was). */
function choisir(
  url: string,
  entrees: readonly Entree[],
  depuis: Depuis,
  canoniques: ReadonlyMap<string, string>,
): Choix | undefined {
  let exacte = true;
  for (const paquet of depuis) {
    if (paquet === undefined) continue;
    const siennes = entrees.filter((e) => e.paquet === paquet);
    const entree = plusRecente(siennes) ?? plusRecente(entrees.filter((e) => demande(paquet, e, url, canoniques)));
    if (entree !== undefined) return { entree, exacte: true };
    exacte &&= !publieParUneDependance(paquet, url, canoniques);
  }
  const entree = plusRecente(entrees);
  return entree === undefined ? undefined : { entree, exacte };
}

function publieParUneDependance(paquet: Paquet, url: string, canoniques: ReadonlyMap<string, string>): boolean {
  return [...paquet.dependances.keys()].some((nom) => estSous(url, canoniques.get(nom)));
}

function estSous(url: string, debut: string | undefined): boolean {
  return debut !== undefined && url.startsWith(`${debut}/`);
}

/** A dependency is met by its own package, or by one that gathers resources of several. */
function demande(paquet: Paquet, entree: Entree, url: string, canoniques: ReadonlyMap<string, string>): boolean {
  for (const [nom, version] of paquet.dependances) {
    if (entree.paquet.nom === nom && versionConvient(entree.paquet.version, version)) return true;
    if (estSous(url, canoniques.get(nom)) && versionConvient(entree.version, version)) return true;
  }
  return false;
}

function plusRecente(entrees: readonly Entree[]): Entree | undefined {
  let choix: Entree | undefined;
  for (const entree of entrees)
    if (choix === undefined || comparerVersions(entree.version, choix.version) >= 0) choix = entree;
  return choix;
}
