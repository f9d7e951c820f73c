import type { ElementDeStructure, RegleElement, Structure } from '../../definitions/index.ts';

/** One element of a snapshot, where it stands. */
export interface Noeud {
  readonly element: ElementDeStructure;
  /** `name`, `value[x]`. */
  readonly nom: string;
  /** By name; empty when the snapshot does not go below: the children are then the type's. */
  readonly enfants: ReadonlyMap<string, Noeud>;
  /** By slice name. */
  readonly tranches: ReadonlyMap<string, Noeud>;
  /** The element whose content this one repeats (`contentReference`). */
  readonly renvoi: Noeud | undefined;
}

interface EnConstruction extends Noeud {
  readonly enfants: Map<string, Noeud>;
  readonly tranches: Map<string, Noeud>;
  renvoi: Noeud | undefined;
}

/** Tree of a snapshot, from its element ids (`a.b:tranche.c`, `a.b:tranche/sous-tranche`). Without a snapshot, a root without children. */
export function arbreDe({ type, snapshot }: Structure): Noeud {
  const parId = new Map<string, EnConstruction>();
  for (const lu of snapshot?.element ?? []) {
    const element = reduire(lu);
    const { id } = element;
    const point = id.lastIndexOf('.');
    const segment = id.slice(point + 1);
    const deuxPoints = segment.indexOf(':');
    const nom = deuxPoints === -1 ? segment : segment.slice(0, deuxPoints);
    const noeud = {
      element,
      nom,
      enfants: new Map<string, Noeud>(),
      tranches: new Map<string, Noeud>(),
      renvoi: undefined,
    };
    parId.set(id, noeud);
    if (deuxPoints !== -1)
      parId.get(tronc(id, point + 1 + deuxPoints))?.tranches.set(segment.slice(deuxPoints + 1), noeud);
    else if (point !== -1) parId.get(id.slice(0, point))?.enfants.set(nom, noeud);
  }
  for (const noeud of parId.values()) {
    const cible = noeud.element.contentReference;
    if (cible !== undefined) noeud.renvoi = parId.get(cible.slice(cible.indexOf('#') + 1));
  }
  const [racine] = parId.values();
  return (
    racine ?? {
      element: { id: type, min: 0, max: '*' },
      nom: type,
      enfants: new Map(),
      tranches: new Map(),
      renvoi: undefined,
    }
  );
}

/** `a.b:x` → `a.b` ; a slice of a slice `a.b:x/y` → `a.b:x`. */
function tronc(id: string, deuxPoints: number): string {
  const barre = id.lastIndexOf('/');
  return barre > deuxPoints ? id.slice(0, barre) : id.slice(0, deuxPoints);
}

/** Texts, mappings and examples make nine tenths of a published element: what is kept in memory is what judges. */
function reduire(lu: ElementDeStructure): ElementDeStructure {
  const gardees = Object.entries(lu).filter(
    ([cle]) => GARDEES.has(cle) || /^(?:fixed|pattern|minValue|maxValue)[A-Z]/.test(cle),
  );
  const { id, min, max, constraint } = lu;
  return {
    ...Object.fromEntries(gardees),
    id,
    min,
    max,
    ...(constraint === undefined ? {} : { constraint: constraint.map(regle) }),
  };
}

/** The same rules come back on thousands of elements: one text each. */
const textes = new Map<string, string>();

function unique(texte: string): string {
  const connu = textes.get(texte);
  if (connu === undefined) textes.set(texte, texte);
  return connu ?? texte;
}

function regle({ key, severity, human, expression }: RegleElement): RegleElement {
  return {
    key: unique(key),
    severity,
    ...(human === undefined ? {} : { human: unique(human) }),
    ...(expression === undefined ? {} : { expression: unique(expression) }),
  };
}

const GARDEES = new Set(['base', 'slicing', 'contentReference', 'type', 'maxLength', 'binding']);
