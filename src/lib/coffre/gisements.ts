import type { Domaine } from './coffre.ts';

/**
 * A place where sealed values live. Its owner declares it: a rotation goes over every declared place and no other, and a test
 * looks for sealed values in the columns that nobody declared.
 */
export interface Gisement {
  /** Whose keys, and in which schema the table is: each territory, or what they share. */
  readonly domaine: 'territoire' | 'commun';
  readonly table: string;
  /** Primary key, text: the order in which a rotation goes. */
  readonly cle: string;
  /** Column of the sealed text: `text`, or `jsonb` holding one string (anything else there is not sealed). */
  readonly colonne: string;
  readonly forme: 'texte' | 'json';
  /** The context of `sceller` is `<prefixe>/<value of this column>`. */
  readonly contexte: { readonly prefixe: string; readonly colonne: string };
  /** Fingerprint of the same value in the same row. */
  readonly aveugle?: { readonly colonne: string; readonly usage: string };
}

/**
 * Seals again what is inside larger texts (resources). One whole pass over a territory; gives how many places it changed: a rotation calls it
 * until that is 0.
 */
export type PassageDeTextes = (domaine: Exclude<Domaine, 'commun'>, ancienne: string) => Promise<number>;
