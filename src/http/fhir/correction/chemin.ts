import { ordreDesElements, type ElementDeType } from '#fhir/definitions/index.ts';
import type { ObjetJson } from '../lots/lire-lot.ts';

/** Where an element stands: under this name of this object, at this rank when it repeats. */
export interface Lieu {
  readonly dans: ObjetJson;
  /** FHIR type of `dans`. */
  readonly de: string;
  readonly nom: string;
  readonly rang: number | undefined;
}

type Etape =
  | { readonly genre: 'nom'; readonly nom: string }
  | { readonly genre: 'rang'; readonly rang: number }
  | { readonly genre: 'type'; readonly type: string }
  | { readonly genre: 'bout'; readonly premier: boolean }
  | { readonly genre: 'ou'; readonly chemin: readonly string[]; readonly attendu: unknown };

const ETAPES_MAX = 20;
const NOM = /^\.?([a-zA-Z][A-Za-z0-9]*)(?![A-Za-z0-9(])/;
const RANG = /^\[(\d{1,5})\]/;
const BOUT = /^\.(first|last)\(\)/;
const TYPE = /^\.(?:ofType|as)\(([A-Za-z]+)\)/;
const EXTENSION = /^\.extension\('([^']*)'\)/;
const OU =
  /^\.where\(\s*([a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*){0,3})\s*=\s*(?:'([^']*)'|(true|false)|(-?\d+(?:\.\d+)?))\s*\)/;

/** A path of the subset served; undefined for any other FHIRPath. */
export function lireChemin(texte: string): readonly Etape[] | undefined {
  const etapes: Etape[] = [];
  let reste = texte.trim();
  while (reste !== '') {
    const lue = lireEtape(reste);
    if (lue === undefined || etapes.length >= ETAPES_MAX) return undefined;
    etapes.push(...lue.etapes);
    reste = reste.slice(lue.longueur);
  }
  return etapes[0]?.genre === 'nom' ? etapes : undefined;
}

function lireEtape(texte: string): { readonly etapes: readonly Etape[]; readonly longueur: number } | undefined {
  const un = (lu: RegExpExecArray, ...etapes: readonly Etape[]) => ({ etapes, longueur: lu[0].length });
  const nom = NOM.exec(texte);
  if (nom?.[1] !== undefined) return un(nom, { genre: 'nom', nom: nom[1] });
  const rang = RANG.exec(texte);
  if (rang !== null) return un(rang, { genre: 'rang', rang: Number(rang[1]) });
  const bout = BOUT.exec(texte);
  if (bout !== null) return un(bout, { genre: 'bout', premier: bout[1] === 'first' });
  const type = TYPE.exec(texte);
  if (type?.[1] !== undefined) return un(type, { genre: 'type', type: type[1] });
  const extension = EXTENSION.exec(texte);
  if (extension !== null)
    return un(extension, { genre: 'nom', nom: 'extension' }, { genre: 'ou', chemin: ['url'], attendu: extension[1] });
  const ou = OU.exec(texte);
  if (ou?.[1] === undefined) return undefined;
  const attendu = ou[2] ?? (ou[3] === undefined ? Number(ou[4]) : ou[3] === 'true');
  return un(ou, { genre: 'ou', chemin: ou[1].split('.'), attendu });
}

/**
 * The elements a path leads to, in order. The first step is the resource itself; an element of several types is found under the name it
 * was written with (`value` → `valueQuantity`).
 */
export function localiser(ressource: ObjetJson, etapes: readonly Etape[]): readonly Lieu[] | 'ressource' {
  const type = String(ressource['resourceType']);
  const [premiere, ...suite] = etapes;
  const depuisLaRacine = premiere?.genre === 'nom' && (premiere.nom === type || premiere.nom === 'Resource');
  const restantes = depuisLaRacine ? suite : etapes;
  const [debut, ...autres] = restantes;
  if (debut === undefined) return 'ressource';
  if (debut.genre !== 'nom') return [];
  return autres.reduce<readonly Lieu[]>(avancer, enfants(ressource, type, debut.nom));
}

function avancer(lieux: readonly Lieu[], etape: Etape): readonly Lieu[] {
  switch (etape.genre) {
    case 'nom':
      return lieux.flatMap((lieu) => {
        const valeur = valeurDe(lieu);
        return estObjet(valeur) ? enfants(valeur, typeDe(lieu), etape.nom) : [];
      });
    case 'rang':
      return lieux.slice(etape.rang, etape.rang + 1);
    case 'bout':
      return etape.premier ? lieux.slice(0, 1) : lieux.slice(-1);
    case 'type':
      return lieux.filter((lieu) => typeDe(lieu).toLowerCase() === etape.type.toLowerCase());
    default:
      return lieux.filter((lieu) => atteint(valeurDe(lieu), etape.chemin, etape.attendu));
  }
}

function atteint(valeur: unknown, chemin: readonly string[], attendu: unknown): boolean {
  const [nom, ...suite] = chemin;
  if (nom === undefined) return valeur === attendu;
  if (Array.isArray(valeur)) return valeur.some((une) => atteint(une, chemin, attendu));
  if (!estObjet(valeur)) return false;
  const dedans = valeur[nom];
  return Array.isArray(dedans) ? dedans.some((une) => atteint(une, suite, attendu)) : atteint(dedans, suite, attendu);
}

function enfants(dans: ObjetJson, de: string, nom: string): readonly Lieu[] {
  const possibles = proprietesDe(de, nom).map((e) => e.nom);
  const trouve = possibles.find((n) => Object.hasOwn(dans, n));
  if (trouve === undefined) return [];
  const valeur = dans[trouve];
  if (!Array.isArray(valeur)) return [{ dans, de, nom: trouve, rang: undefined }];
  return valeur.map((_, rang) => ({ dans, de, nom: trouve, rang }));
}

/** The property of this name, or those of a choice written without its type. */
export function proprietesDe(type: string, nom: string): readonly ElementDeType[] {
  const toutes = ordreDesElements(type);
  const exactes = toutes.filter((e) => e.nom === nom);
  return exactes.length > 0 ? exactes : toutes.filter((e) => e.nom === nom + majuscule(e.type));
}

export const majuscule = (texte: string): string => texte.charAt(0).toUpperCase() + texte.slice(1);

export function valeurDe({ dans, nom, rang }: Lieu): unknown {
  const valeur = dans[nom];
  return rang === undefined ? valeur : Array.isArray(valeur) ? (valeur as unknown[])[rang] : undefined;
}

/** FHIR type of the element that stands there; a resource inside says its own. */
export function typeDe(lieu: Lieu): string {
  const valeur = valeurDe(lieu);
  const declare = ordreDesElements(lieu.de).find((e) => e.nom === lieu.nom)?.type ?? '';
  return declare === 'Resource' && estObjet(valeur) ? String(valeur['resourceType']) : declare;
}

export function estObjet(valeur: unknown): valeur is ObjetJson {
  return typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);
}
