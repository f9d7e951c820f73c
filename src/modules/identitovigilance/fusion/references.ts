/** Place of a reference inside a resource, from its root. */
type Chemin = readonly (string | number)[];

type Json = string | number | boolean | null | readonly Json[] | { readonly [cle: string]: Json };

/** A resource as plain JSON: nothing here knows its type. */
export function enJson(ressource: object): Json {
  return JSON.parse(JSON.stringify(ressource)) as Json;
}

const estObjet = (valeur: Json): valeur is { readonly [cle: string]: Json } =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

/** Where this reference (`Patient/x`) is written in a resource, deepest included. Texts that merely look like it are left alone. */
export function placesDe(valeur: Json, reference: string, chemin: Chemin = []): readonly Chemin[] {
  if (Array.isArray(valeur)) return valeur.flatMap((v: Json, rang) => placesDe(v, reference, [...chemin, rang]));
  if (!estObjet(valeur)) return [];
  return Object.entries(valeur).flatMap(([cle, v]) =>
    cle === 'reference' && v === reference ? [[...chemin, cle]] : placesDe(v, reference, [...chemin, cle]),
  );
}

/** The resource with `de` replaced by `vers` at these places, wherever `de` is still there; everything else keeps its order. */
export function remplacerAux(valeur: Json, places: readonly Chemin[], de: string, vers: string): Json {
  return places.reduce((v, place) => remplacer(v, place, de, vers), valeur);
}

function remplacer(valeur: Json, [premier, ...reste]: Chemin, de: string, vers: string): Json {
  if (premier === undefined) return valeur === de ? vers : valeur;
  if (Array.isArray(valeur))
    return valeur.map((v: Json, rang) => (rang === premier ? remplacer(v, reste, de, vers) : v));
  if (!estObjet(valeur)) return valeur;
  return Object.fromEntries(
    Object.entries(valeur).map(([cle, v]) => [cle, cle === premier ? remplacer(v, reste, de, vers) : v]),
  );
}

/**
 * A resource moved by a merge and changed since, given back to the first person: every reference the merge turned, and those alone. Where the
 * original named both persons the places tell them apart; elsewhere every mention of the kept one is the first.
 */
export function rendreReferences(actuelle: Json, originale: Json, rendue: string, gardee: string): Json {
  const lesDeux = placesDe(originale, gardee).length > 0;
  const places = lesDeux ? placesDe(originale, rendue) : placesDe(actuelle, gardee);
  return remplacerAux(actuelle, places, gardee, rendue);
}
