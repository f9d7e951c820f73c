/** What one search may ask for. Beyond, a 400 that says the limit: a search never costs what its author did not see. */
export const LIMITES = {
  /** Parameters of one search, results parameters included. */
  parametres: 40,
  /** Values separated by commas in one parameter. */
  valeurs: 100,
  /** Characters of one value list. */
  caracteres: 8_000,
  /** Links followed by one parameter: `a.b.c=` is two, `_has` counts one. */
  liens: 4,
  /** Keys of `_sort`. */
  tris: 4,
  /** `_include` and `_revinclude` of one search. */
  inclusions: 20,
  /** Rounds of `:iterate`. */
  tours: 5,
  /** Resources a page may carry beside its matches; the page says when it stopped there. */
  inclus: 1_000,
  /** Rows `_offset` may skip: each is read to be skipped. Beyond, follow the `next` link, which costs the same at any depth. */
  decalage: 100_000,
  /** `_total=estimate` counts up to here, then says « at least ». */
  estimation: 10_000,
  /** Codes that `:above` or `:below` may stand for. */
  parente: 2_000,
  /** Conditions of one `_filter`, and parentheses one in the other. */
  conditions: 30,
  imbrication: 10,
  /** Kilometres around a point. */
  rayonKm: 500,
} as const;

/** Matches of a page when the search does not say. */
export const NOMBRE_PAR_DEFAUT = 20;
/** Radius of `near` when the search gives none. */
export const RAYON_PAR_DEFAUT_KM = 20;
/** Name of the query parameter that carries a place in a list of results. */
export const PARAMETRE_CURSEUR = '_cursor';
