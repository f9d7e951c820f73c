import { ouvrirCoffre, uneFois } from './donnees.ts';

/** One concept of a code system; `property` keeps only the parents that are not said by nesting. */
export interface Concept {
  readonly code: string;
  readonly display?: string;
  readonly concept?: readonly Concept[];
  readonly property?: readonly { readonly code: string; readonly valueCode?: string; readonly valueString?: string }[];
}

export interface SystemeDeCodes {
  readonly resourceType: 'CodeSystem';
  readonly url: string;
  readonly version?: string;
  /** Only `complete` says that a code it lacks does not exist. */
  readonly content: string;
  readonly caseSensitive?: boolean;
  readonly concept?: readonly Concept[];
}

export interface PartDeValueSet {
  readonly system?: string;
  readonly version?: string;
  readonly concept?: readonly { readonly code: string; readonly display?: string }[];
  readonly filter?: readonly { readonly property: string; readonly op: string; readonly value: string }[];
  readonly valueSet?: readonly string[];
}

export interface CodeDeploye {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
  readonly abstract?: boolean;
  readonly contains?: readonly CodeDeploye[];
}

export interface EnsembleDeCodes {
  readonly resourceType: 'ValueSet';
  readonly url: string;
  readonly version?: string;
  readonly compose?: { readonly include?: readonly PartDeValueSet[]; readonly exclude?: readonly PartDeValueSet[] };
  readonly expansion?: { readonly total?: number; readonly contains?: readonly CodeDeploye[] };
}

const coffre = uneFois(() => ouvrirCoffre('terminologie.coffre.gz'));

/** Canonicals of the value sets and code systems HL7 publishes with R4. */
export function terminologieDeBase(): ReadonlySet<string> {
  return coffre().cles;
}

/** Value set or code system of base R4, parsed anew at each call; undefined when base R4 does not have it. */
export function codesDeBase(url: string): SystemeDeCodes | EnsembleDeCodes | undefined {
  return coffre().lire(url) as SystemeDeCodes | EnsembleDeCodes | undefined;
}
