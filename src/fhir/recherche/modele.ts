import type { ParametreDeRecherche } from '../definitions/index.ts';
import type { Bornes } from '../index/index.ts';
import type { Issue } from '../refus.ts';

/** Comparison a value starts with. Source: FHIR R4, search, prefixes. */
export const PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export type Prefixe = (typeof PREFIXES)[number];

/** `code` undefined: any code of this system. `systeme` undefined: any system; empty: no system at all. */
export interface Jeton {
  readonly systeme: string | undefined;
  readonly code: string | undefined;
}

/** A moment as an interval: its first and last millisecond, in the text of the index. */
export interface ValeurDeDate extends Bornes {
  readonly prefixe: Prefixe;
}

/** `bas` and `haut` (excluded) surround the value by half its last digit; `eq` and `ne` read them, the others the exact value. */
export interface ValeurDeNombre {
  readonly prefixe: Prefixe;
  readonly valeur: number;
  readonly bas: number;
  readonly haut: number;
  /** Quantities only: undefined accepts any unit. */
  readonly unite?: Jeton;
}

export interface Zone {
  readonly rayonKm: number;
  readonly centre:
    | { readonly latitude: number; readonly longitude: number }
    /** COG code, placed by the table of communes. */
    | { readonly commune: string };
}

/** What a resource must satisfy. Values of one criterion are alternatives; criteria of one search are all required. */
export type Critere =
  | { readonly genre: 'id'; readonly valeurs: readonly string[]; readonly non: boolean }
  | { readonly genre: 'maj'; readonly valeurs: readonly ValeurDeDate[] }
  | { readonly genre: 'jeton'; readonly code: string; readonly valeurs: readonly Jeton[]; readonly non: boolean }
  | { readonly genre: 'type-identifiant'; readonly code: string; readonly valeurs: readonly TypeEtValeur[] }
  | { readonly genre: 'reference'; readonly code: string; readonly valeurs: readonly string[] }
  | { readonly genre: 'reference-identifiant'; readonly code: string; readonly valeurs: readonly Jeton[] }
  | {
      readonly genre: 'texte';
      readonly code: string;
      /** Folded: begins with, holds, ends with, is. `exact`: as it was written. */
      readonly mode: 'debut' | 'exact' | 'contient' | 'fin' | 'egal';
      readonly valeurs: readonly string[];
    }
  | { readonly genre: 'date'; readonly code: string; readonly valeurs: readonly ValeurDeDate[] }
  | { readonly genre: 'nombre'; readonly code: string; readonly valeurs: readonly ValeurDeNombre[] }
  | {
      readonly genre: 'uri';
      readonly code: string;
      readonly mode: 'egale' | 'dessous' | 'dessus';
      readonly valeurs: readonly string[];
    }
  | { readonly genre: 'zone'; readonly valeurs: readonly Zone[] }
  | {
      readonly genre: 'absence';
      readonly code: string;
      readonly de: ParametreDeRecherche['type'];
      readonly absent: boolean;
    }
  | { readonly genre: 'chaine'; readonly code: string; readonly branches: readonly Branche[] }
  | { readonly genre: 'inverse'; readonly type: string; readonly code: string; readonly critere: Critere }
  /** A reference to one of these, or to what is above or below them by the reference of their own type (`Location.partOf`). */
  | {
      readonly genre: 'hierarchie';
      readonly code: string;
      readonly sens: 'dessus' | 'dessous';
      /** Type of the tree, and the parameter that leads from one to the one above. */
      readonly arbre: string;
      readonly parent: string;
      readonly valeurs: readonly string[];
    }
  /** Words in the narrative, or in any text of the resource: read line by line, so never alone. */
  | { readonly genre: 'plein-texte'; readonly ou: 'narratif' | 'tout'; readonly valeurs: readonly string[] }
  | { readonly genre: 'et' | 'ou'; readonly criteres: readonly Critere[] }
  | { readonly genre: 'non'; readonly critere: Critere };

/** At least one of these. */
export function unDe(criteres: readonly Critere[]): Critere {
  const [seul] = criteres;
  return criteres.length === 1 && seul !== undefined ? seul : { genre: 'ou', criteres };
}

/** All of these. */
export function tous(criteres: readonly Critere[]): Critere {
  const [seul] = criteres;
  return criteres.length === 1 && seul !== undefined ? seul : { genre: 'et', criteres };
}

/** The criteria inside this one, for whoever walks them; none when it looks at the resource by itself. */
export function sousCriteres(critere: Critere): readonly Critere[] {
  switch (critere.genre) {
    case 'et':
    case 'ou':
      return critere.criteres;
    case 'non':
    case 'inverse':
      return [critere.critere];
    case 'chaine':
      return critere.branches.map((branche) => branche.critere);
    default:
      return [];
  }
}

/** The same criterion with its inner ones changed. */
export function avecSousCriteres(critere: Critere, changer: (critere: Critere) => Critere): Critere {
  switch (critere.genre) {
    case 'et':
    case 'ou':
      return { ...critere, criteres: critere.criteres.map(changer) };
    case 'non':
    case 'inverse':
      return { ...critere, critere: changer(critere.critere) };
    case 'chaine':
      return { ...critere, branches: critere.branches.map((b) => ({ type: b.type, critere: changer(b.critere) })) };
    default:
      return critere;
  }
}

/** Where a chain leads: resources of `type` that satisfy `critere`. */
export interface Branche {
  readonly type: string;
  readonly critere: Critere;
}

/** Value of `:of-type`: an identifier of this kind, with this value. */
export interface TypeEtValeur {
  readonly systeme: string;
  readonly code: string;
  readonly valeur: string;
}

export interface CleDeTri {
  readonly code: string;
  readonly type: ParametreDeRecherche['type'];
  readonly descendant: boolean;
}

/** A reference to follow from what is found (`vers`), or to go up (`depuis`). The lists are what the catalogue says of it. */
export interface Inclusion {
  readonly sens: 'vers' | 'depuis';
  /** Types that hold the reference. */
  readonly porteurs: readonly string[];
  /** Search parameters that follow it; `toutes`: all those of these types. */
  readonly codes: readonly string[];
  readonly toutes: boolean;
  /** Types it may lead to; one when the search says which. */
  readonly cibles: readonly string[];
  readonly cible: string | undefined;
  readonly iterative: boolean;
}

/** What the answer keeps of each resource. `donnees`: all but the narrative. */
export type Reduction =
  | { readonly genre: 'elements'; readonly elements: readonly string[] }
  | { readonly genre: 'resume' }
  | { readonly genre: 'texte' }
  | { readonly genre: 'donnees' };

export interface Recherche {
  /** Types searched, at least one; several only at system level. */
  readonly types: readonly string[];
  readonly criteres: readonly Critere[];
  /** Compartment of one person: the resource must belong to it. */
  readonly personne: string | undefined;
  readonly tri: readonly CleDeTri[];
  /** Matches of a page; 0: count only. */
  readonly nombre: number;
  readonly total: 'none' | 'estimate' | 'accurate';
  readonly decalage: number;
  readonly curseur: string | undefined;
  /** Ties a cursor to what was searched. */
  readonly empreinte: string;
  readonly inclusions: readonly Inclusion[];
  readonly reduction: Reduction | undefined;
  /** What was ignored because the client asked to be lenient, and what the answer cannot hold. */
  readonly avertissements: readonly Issue[];
}
