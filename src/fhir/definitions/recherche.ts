import { texteDe, uneFois } from './donnees.ts';

/** One base search parameter of R4, reduced to what a search needs. `expression` is absent for _text, _content and _query. */
export interface ParametreDeRecherche {
  readonly url: string;
  readonly code: string;
  readonly base: readonly string[];
  readonly type: 'string' | 'token' | 'date' | 'uri' | 'reference' | 'quantity' | 'composite' | 'number' | 'special';
  readonly expression?: string;
  /** Types a reference may lead to. */
  readonly target?: readonly string[];
  /** Parts of a composite: the parameter each follows, and its expression under the one of the whole. */
  readonly component?: readonly { readonly definition: string; readonly expression: string }[];
}

interface Donnees {
  readonly parametres: readonly ParametreDeRecherche[];
  readonly compartimentPatient: Readonly<Record<string, readonly string[]>>;
}

const donnees = uneFois((): Donnees => JSON.parse(texteDe('recherche.json.gz')) as Donnees);

/** The 1 377 search parameters of base R4, `Resource` and `DomainResource` ones included. Read once, at the first call. */
export function parametresDeBase(): readonly ParametreDeRecherche[] {
  return donnees().parametres;
}

const compartiment = uneFois(
  (): ReadonlyMap<string, readonly string[]> => new Map(Object.entries(donnees().compartimentPatient)),
);

/** Patient compartment of R4: type → search parameters that tie a resource to a person. A type out of it is absent. */
export function compartimentPatient(): ReadonlyMap<string, readonly string[]> {
  return compartiment();
}
