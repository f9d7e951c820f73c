import type { ParametreDeRecherche } from '../../definitions/index.ts';
import { TYPES_TENUS, estTenu } from '../../types-tenus.ts';
import { LIMITES } from '../limites.ts';
import type { CleDeTri, Inclusion, Reduction } from '../modele.ts';
import type { ContexteDeLecture } from './contexte.ts';
import { meneA, parametreIndexe, verifierType } from './critere.ts';
import { valeursDe } from './decouper.ts';
import { invalide, nonServi, tropCouteux } from './faute.ts';

/** Parameters that sort by a value; the others have no order. */
const TRIABLES = new Set(['string', 'token', 'date', 'number', 'quantity', 'reference', 'uri']);

/** `_sort=-authored-on,_id`. All the types searched must have the parameter. */
export function lireTri(types: readonly string[], texte: string, contexte: ContexteDeLecture): readonly CleDeTri[] {
  const cles = valeursDe(texte).map((valeur) => lireCleDeTri(types, valeur, contexte));
  if (cles.length > LIMITES.tris) throw tropCouteux(`Le tri accepte ${LIMITES.tris} clés au plus.`);
  if (new Set(cles.map((cle) => cle.code)).size !== cles.length) throw invalide('Une clé de tri est donnée deux fois.');
  return cles;
}

function lireCleDeTri(types: readonly string[], valeur: string, contexte: ContexteDeLecture): CleDeTri {
  const descendant = valeur.startsWith('-');
  const code = descendant ? valeur.slice(1) : valeur;
  const genres = new Set(types.map((type) => parametreIndexe(type, code, contexte)?.type));
  const [genre] = genres;
  if (genre === undefined || genres.size > 1 || !TRIABLES.has(genre))
    throw nonServi(`On ne peut pas trier par « ${code} » ici. La liste des paramètres est dans /fhir/metadata.`);
  return { code, type: genre, descendant };
}

/** `_include=Task:patient`, `Task:owner:Practitioner`, `Task:*` or `*`; `_revinclude=Provenance:target`. */
export function lireInclusion(
  sens: Inclusion['sens'],
  modificateur: string | undefined,
  texte: string,
  contexte: ContexteDeLecture,
): Inclusion {
  if (modificateur !== undefined && modificateur !== 'iterate' && modificateur !== 'recurse')
    throw nonServi(`« :${modificateur} » n’existe pas ici. Seul :iterate est possible.`);
  const iterative = modificateur !== undefined;
  if (texte === '*') return suivre(sens, TENUS, undefined, undefined, iterative, contexte);
  const [type = '', code = '', cible, ...reste] = texte.split(':');
  if (reste.length > 0 || code === '')
    throw invalide(`« ${texte} » : écrivez Type:référence ou Type:référence:TypeCible.`);
  verifierType(type);
  if (cible !== undefined) verifierType(cible);
  if (code === '*') return suivre(sens, [type], undefined, cible, iterative, contexte);
  const parametre = parametreIndexe(type, code, contexte);
  if (parametre?.type !== 'reference') throw nonServi(`« ${type}:${code} » n’est pas une référence connue.`);
  if (cible !== undefined && !meneA(parametre, cible)) throw invalide(`« ${type}:${code} » ne mène pas à ${cible}.`);
  return suivre(sens, [type], parametre, cible, iterative, contexte);
}

const TENUS: readonly string[] = Object.keys(TYPES_TENUS);

/** @param parametre undefined: every reference of these types */
function suivre(
  sens: Inclusion['sens'],
  porteurs: readonly string[],
  parametre: ParametreDeRecherche | undefined,
  cible: string | undefined,
  iterative: boolean,
  { catalogue }: ContexteDeLecture,
): Inclusion {
  const suivis =
    parametre === undefined
      ? porteurs.flatMap((type) => catalogue.duType(type).filter((p) => p.type === 'reference'))
      : [parametre];
  const possibles = cible === undefined ? suivis.flatMap((p) => p.target ?? TENUS).filter(estTenu) : [cible];
  const codes = [...new Set(suivis.map((p) => p.code))];
  return { sens, porteurs, codes, toutes: parametre === undefined, cibles: [...new Set(possibles)], cible, iterative };
}

/** Digits only, between 0 and `maximum`. */
export function lireEntier(texte: string, maximum: number): number {
  if (!/^\d{1,12}$/.test(texte)) throw invalide(`« ${texte} » n’est pas un nombre entier positif.`);
  const nombre = Number(texte);
  if (nombre > maximum) throw tropCouteux(`${nombre} dépasse la limite de ${maximum}. Suivez les liens « next ».`);
  return nombre;
}

export function lireTotal(texte: string): 'none' | 'estimate' | 'accurate' {
  if (texte === 'none' || texte === 'estimate' || texte === 'accurate') return texte;
  throw invalide(`_total attend none, estimate ou accurate, pas « ${texte} ».`);
}

/** Top-level elements kept; a path keeps its first element whole. */
export function lireElements(texte: string): Reduction {
  const elements = valeursDe(texte).map((valeur) => {
    const nom = /^(?:[A-Z][A-Za-z]*\.)?([a-z][A-Za-z0-9]*)(?:\.[A-Za-z0-9.]+)?$/.exec(valeur.trim())?.[1];
    if (nom === undefined)
      throw invalide(`« ${valeur} » n’est pas un nom d’élément. Exemple : _elements=identifier,name.`);
    return nom;
  });
  return { genre: 'elements', elements: [...new Set(elements)] };
}

/** `false` keeps everything; `count` gives no resource at all. */
export function lireResume(texte: string): Reduction | 'compter' | undefined {
  switch (texte) {
    case 'true':
      return { genre: 'resume' };
    case 'text':
      return { genre: 'texte' };
    case 'data':
      return { genre: 'donnees' };
    case 'count':
      return 'compter';
    case 'false':
      return undefined;
    default:
      throw invalide(`_summary attend true, text, data, count ou false, pas « ${texte} ».`);
  }
}
