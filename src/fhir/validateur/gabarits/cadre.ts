import type { Structure, TypeElement } from '../../definitions/index.ts';
import type { Juge } from '../passage.ts';
import type { Paquet } from '../paquets/paquet.ts';
import type { Ensemble } from '../terminologie/ensemble.ts';
import type { Noeud } from './arbre.ts';

/** A profile (or a base type) made ready: compiled at its first use, then kept. */
export interface Gabarit {
  readonly url: string;
  readonly version: string | undefined;
  readonly nature: Structure['kind'];
  /** The type it constrains: `Patient`, `HumanName`, `Extension`. */
  readonly type: string;
  readonly racine: Noeud;
  readonly paquet: Paquet | undefined;
  /** False when the version asked for is not held and another stands in. */
  readonly exacte: boolean;
  /** Judges a value already known to be of the type. */
  readonly juge: Juge;
}

/** Where definitions are found and made ready, for one root package (whose dependencies choose versions). */
export interface Etabli {
  /** `demandeur`: the package of the profile that names the canonical. */
  gabarit(canonique: string, demandeur?: Paquet): Gabarit | undefined;
  /** Is an extension no one defines refused, or only said? */
  readonly extensionsInconnues: 'refuser' | 'signaler';
  /** Base R4 type, by its name. */
  type(nom: string): Gabarit | undefined;
  ensemble(canonique: string, demandeur?: Paquet): Ensemble | undefined;
}

/** What the parts of one profile share while it is compiled. */
export interface Cadre {
  readonly etabli: Etabli;
  readonly paquet: Paquet | undefined;
  /** Judge of one value of an element, taken as this type. `base`: the unsliced element, whose children a slice may leave unsaid. */
  jugeDe(noeud: Noeud, type: TypeElement | undefined, base?: Noeud): Juge;
}

/** One judge from several, in order; undefined when there is none. */
export function enchainer(juges: readonly (Juge | undefined)[]): Juge | undefined {
  const [a, b, c, ...suite] = juges.filter((juge) => juge !== undefined);
  if (a === undefined || b === undefined) return a;
  if (c === undefined)
    return (p, valeur, cote) => {
      a(p, valeur, cote);
      b(p, valeur, cote);
    };
  const reste = enchainer(suite);
  return (p, valeur, cote) => {
    a(p, valeur, cote);
    b(p, valeur, cote);
    c(p, valeur, cote);
    reste?.(p, valeur, cote);
  };
}

/** Compiled at the first value: definitions call each other in circles. */
export function paresseux(compiler: () => Juge | undefined): Juge {
  let juge: Juge | undefined;
  return (p, valeur, cote) => {
    juge ??= compiler() ?? (() => undefined);
    juge(p, valeur, cote);
  };
}
