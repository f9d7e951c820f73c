import type { Critere, Recherche } from '../modele.ts';
import { estPrecis } from './filtre.ts';
import { colonnesDeTri, type ColonneDeTri } from './tri.ts';

type Debut = Extract<Critere, { genre: 'texte' }> & { readonly mode: 'debut' };

/** How one search is read: in which order, and by which way into the index. */
export interface Plan {
  readonly type: string | undefined;
  readonly colonnes: readonly ColonneDeTri[];
  /**
   * Beginning of a text by which the index is walked in order, stopping at the full page: the cost of a page does not depend on how many
   * names begin that way.
   */
  readonly parcours: Debut | undefined;
  /** Few lines match, found by an index: the order is made after. Otherwise the lines are read in the order of their ids. */
  readonly precis: boolean;
}

export function planDe({ types, criteres, personne, tri }: Recherche): Plan {
  const type = types.length === 1 ? types[0] : undefined;
  const precis = personne !== undefined || criteres.some(estPrecis);
  const debut = criteres.find((c): c is Debut => c.genre === 'texte' && c.mode === 'debut' && c.valeurs.length === 1);
  const parcours = !precis && tri.length === 0 && type !== undefined ? debut : undefined;
  return { type, precis, parcours, colonnes: parcours === undefined ? colonnesDeTri(tri, types) : [CLE_PARCOURUE] };
}

const CLE_PARCOURUE: ColonneDeTri = { expression: () => 'k.cle', type: 'text', descendant: false };
