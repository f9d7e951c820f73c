/** Where words may come out of the house. */
export const ROUTES = ['vue', 'action', 'FHIR', 'pièce', 'page', 'export', 'mél', 'lien', 'flux', 'journal'] as const;
export type Route = (typeof ROUTES)[number];

export interface BilanCanaris {
  readonly requetes: number;
  readonly parStatut: ReadonlyMap<number, number>;
  readonly parGeste: ReadonlyMap<string, number>;
  /** What was looked at, by road: answers, letters, links, lines of the log. A road nobody took proves nothing. */
  readonly parRoute: ReadonlyMap<Route, number>;
  /** One sentence per foreign word shown: who, doing what, which element. */
  readonly fuites: readonly string[];
  /** Answers that tell a hidden element from one that does not exist. */
  readonly aveux: readonly string[];
  /** Words of the world that somebody entitled was shown: a run that shows nothing proves nothing. */
  readonly vus: number;
  readonly montrables: number;
}

/** What the run counts as it goes. */
export class Compte {
  readonly parStatut = new Map<number, number>();
  readonly parGeste = new Map<string, number>();
  readonly parRoute = new Map<Route, number>();
  readonly fuites: string[] = [];
  readonly aveux: string[] = [];
  readonly vus = new Set<string>();

  regarder(route: Route, geste?: string): void {
    compter(this.parRoute, route);
    if (geste !== undefined) compter(this.parGeste, geste);
  }

  fuite(phrase: string): void {
    noter(this.fuites, phrase);
  }

  aveu(phrase: string): void {
    noter(this.aveux, phrase);
  }
}

const GARDEES = 200;

export const compter = <C>(comptes: Map<C, number>, cle: C): void => void comptes.set(cle, (comptes.get(cle) ?? 0) + 1);

function noter(liste: string[], phrase: string): void {
  if (liste.length < GARDEES) liste.push(phrase);
}
