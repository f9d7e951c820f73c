import { LIBELLES } from '#connectors/ror/index.ts';
import { normaliser } from '#lib/texte/index.ts';
import entrees from './lexique.json' with { type: 'json' };

/** What somebody can ask for, in their words, and the tokens that answer. */
export interface Notion {
  readonly libelle: string;
  /** A need names offers and who usually answers it; a profession or a specialty names people. */
  readonly besoin: boolean;
  readonly jetons: readonly string[];
}

const CODES = ['pro', 'spe', 'cat', 'mode', 'act', 'moda', 'pub', 'eta'] as const;

/** Words → notion. Ours first, then the national labels nobody rewrote (every type of offer, every specialty). */
export const NOTIONS: ReadonlyMap<string, Notion> = construire();

/** Words of the longest expression known: how far the reader looks ahead. */
export const LONGUEUR_MAX = Math.max(...[...NOTIONS.keys()].map((mots) => mots.split(' ').length));

function construire(): ReadonlyMap<string, Notion> {
  const notions = new Map<string, Notion>();
  for (const entree of entrees) {
    const codes: Readonly<Partial<Record<(typeof CODES)[number], readonly string[]>>> = entree;
    const notion: Notion = {
      libelle: entree.libelle,
      besoin: 'besoin' in entree,
      jetons: CODES.flatMap((prefixe) => (codes[prefixe] ?? []).map((code) => `${prefixe}=${code}`)),
    };
    for (const mots of entree.mots) notions.set(mots, notion);
  }
  nationaux(notions, LIBELLES['TRE_R244-CategorieOrganisation'], 'cat', true);
  nationaux(notions, LIBELLES['TRE_R38-SpecialiteOrdinale'], 'spe', false);
  nationaux(notions, LIBELLES['TRE_G15-ProfessionSante'], 'pro', false);
  return notions;
}

function nationaux(
  notions: Map<string, Notion>,
  libelles: Readonly<Record<string, string>>,
  prefixe: string,
  besoin: boolean,
): void {
  for (const [code, libelle] of Object.entries(libelles)) {
    const mots = normaliser(libelle.replace(/\(.*\)/, ''));
    if (!notions.has(mots)) notions.set(mots, { libelle, besoin, jetons: [`${prefixe}=${code}`] });
  }
}
