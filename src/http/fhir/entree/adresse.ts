import { refusFhir } from '#fhir/refus.ts';

/** What an address of the FHIR door names, whatever the method. */
export type Adresse =
  | { readonly genre: 'racine' }
  | { readonly genre: 'capacites' }
  | { readonly genre: 'recherche_systeme' }
  | { readonly genre: 'historique_systeme' }
  | { readonly genre: 'type'; readonly type: string }
  | { readonly genre: 'recherche_type'; readonly type: string }
  | { readonly genre: 'historique_type'; readonly type: string }
  | { readonly genre: 'instance'; readonly type: string; readonly id: string }
  | { readonly genre: 'historique'; readonly type: string; readonly id: string }
  | { readonly genre: 'version'; readonly type: string; readonly id: string; readonly version: string }
  | { readonly genre: 'compartiment'; readonly type: string; readonly id: string; readonly cible: string }
  | { readonly genre: 'operation'; readonly nom: string; readonly type?: string; readonly id?: string };

const TYPE = /^[A-Z][A-Za-z]{1,63}$/;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** Segments of a path under the base, decoded: `Patient/x/_history` → ['Patient', 'x', '_history']. Empty segments at the end are dropped. */
export function segmentsDe(chemin: string): readonly string[] {
  const nettoye = chemin.replace(/^\/+|\/+$/g, '');
  if (nettoye === '') return [];
  return nettoye.split('/').map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch (erreur) {
      if (erreur instanceof URIError) throw refusFhir(400, 'invalid', `L’adresse « ${chemin} » est mal encodée.`);
      throw erreur;
    }
  });
}

/** Reads the address; one that means nothing is refused (404) with a sentence. The type is not checked against those we hold. */
export function lireAdresse(segments: readonly string[]): Adresse {
  const [premier = '', deuxieme, troisieme, quatrieme] = segments;
  if (segments.length > 4) throw inconnue(segments);
  if (premier === '') return { genre: 'racine' };
  if (premier.startsWith('_') || premier.startsWith('$') || premier === 'metadata') return duSysteme(segments);
  if (!TYPE.test(premier)) throw inconnue(segments);
  if (deuxieme === undefined) return { genre: 'type', type: premier };
  if (deuxieme.startsWith('_') || deuxieme.startsWith('$')) {
    if (troisieme !== undefined) throw inconnue(segments);
    return duType(premier, deuxieme, segments);
  }
  if (!ID.test(deuxieme))
    throw refusFhir(
      400,
      'invalid',
      `« ${deuxieme} » n’est pas un identifiant FHIR : 1 à 64 lettres, chiffres, tirets ou points.`,
    );
  return deLInstance(premier, deuxieme, troisieme, quatrieme, segments);
}

function duSysteme(segments: readonly string[]): Adresse {
  const [mot = ''] = segments;
  if (segments.length > 1) throw inconnue(segments);
  if (mot === 'metadata') return { genre: 'capacites' };
  if (mot === '_search') return { genre: 'recherche_systeme' };
  if (mot === '_history') return { genre: 'historique_systeme' };
  if (mot.startsWith('$')) return { genre: 'operation', nom: mot.slice(1) };
  throw inconnue(segments);
}

function duType(type: string, mot: string, segments: readonly string[]): Adresse {
  if (mot === '_search') return { genre: 'recherche_type', type };
  if (mot === '_history') return { genre: 'historique_type', type };
  if (mot.startsWith('$')) return { genre: 'operation', nom: mot.slice(1), type };
  throw inconnue(segments);
}

function deLInstance(
  type: string,
  id: string,
  mot: string | undefined,
  suite: string | undefined,
  segments: readonly string[],
): Adresse {
  if (mot === undefined) return { genre: 'instance', type, id };
  if (mot === '_history')
    return suite === undefined ? { genre: 'historique', type, id } : { genre: 'version', type, id, version: suite };
  if (suite !== undefined && suite !== '_search') throw inconnue(segments);
  if (mot.startsWith('$') && suite === undefined) return { genre: 'operation', nom: mot.slice(1), type, id };
  if (mot === '*' || TYPE.test(mot)) return { genre: 'compartiment', type, id, cible: mot };
  throw inconnue(segments);
}

function inconnue(segments: readonly string[]) {
  return refusFhir(
    404,
    'not-supported',
    `L’adresse « ${segments.join('/')} » n’existe pas ici. Ce qui est servi est décrit par /fhir/metadata.`,
  );
}
