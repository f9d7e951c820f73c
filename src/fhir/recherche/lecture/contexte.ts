import type { Catalogue } from '../catalogue.ts';
import type { Jeton } from '../modele.ts';

/** What reading needs besides the text of the request. */
export interface ContexteDeLecture {
  readonly catalogue: Catalogue;
  /** Address of this server, without a final slash. */
  readonly base: string;
  /** Codes of a value set, for `:in` and `:not-in`; undefined when the value set is unknown. */
  readonly etendre?: (valueSet: string) => readonly Jeton[] | undefined;
}
