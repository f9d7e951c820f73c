/** What we read of a StructureDefinition (base R4 or package). Names are FHIR's: see http://hl7.org/fhir/R4/elementdefinition.html */
export interface Structure {
  readonly url: string;
  readonly version?: string;
  readonly type: string;
  readonly kind: 'primitive-type' | 'complex-type' | 'resource' | 'logical';
  readonly abstract?: boolean;
  readonly derivation?: 'specialization' | 'constraint';
  readonly baseDefinition?: string;
  readonly snapshot?: { readonly element: readonly ElementDeStructure[] };
}

export interface TypeElement {
  readonly code: string;
  readonly profile?: readonly string[];
  readonly targetProfile?: readonly string[];
  readonly extension?: readonly { readonly url: string; readonly valueUrl?: string; readonly valueUri?: string }[];
}

export interface RegleElement {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  readonly human?: string;
  /** Absent from some published profiles: such a rule is only a sentence, and cannot be run. */
  readonly expression?: string;
}

export interface Discriminant {
  readonly type: 'value' | 'pattern' | 'exists' | 'type' | 'profile';
  readonly path: string;
}

export interface Tranchage {
  readonly discriminator?: readonly Discriminant[];
  readonly rules: 'open' | 'closed' | 'openAtEnd';
  readonly ordered?: boolean;
}

/** fixed[x], pattern[x], minValue[x] and maxValue[x] are found by the beginning of their name (`valeurDe`). */
export interface ElementDeStructure {
  readonly id: string;
  readonly path?: string;
  readonly min: number;
  readonly max: string;
  readonly base?: { readonly max: string };
  readonly representation?: readonly string[];
  readonly sliceName?: string;
  readonly slicing?: Tranchage;
  readonly contentReference?: string;
  readonly type?: readonly TypeElement[];
  readonly maxLength?: number;
  readonly constraint?: readonly RegleElement[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
}

const TYPE_REEL = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

/** FHIR name of a type: ids and values of primitives are declared as `http://hl7.org/fhirpath/System.String`, with the real one beside. */
export function codeDuType(type: TypeElement): string {
  if (!type.code.startsWith('http://hl7.org/fhirpath/')) return type.code;
  const reel = type.extension?.find(({ url }) => url === TYPE_REEL);
  return reel?.valueUrl ?? reel?.valueUri ?? 'string';
}

/** Value of `fixed[x]`, `pattern[x]`, `minValue[x]` or `maxValue[x]`; undefined when the element has none. */
export function valeurDe(element: ElementDeStructure, debut: 'fixed' | 'pattern' | 'minValue' | 'maxValue'): unknown {
  for (const [cle, valeur] of Object.entries(element))
    if (cle.startsWith(debut) && /^[A-Z]/.test(cle.slice(debut.length))) return valeur;
  return undefined;
}
