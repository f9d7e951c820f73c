import type { ParametreDeRecherche } from '../../definitions/index.ts';
import { tous, unDe, type Critere } from '../modele.ts';
import type { ContexteDeLecture, LectureDeCritere, LectureDeFeuille } from './contexte.ts';
import { invalide, nonServi } from './faute.ts';
import { lireExpression, type Expression, type Valeur } from './filtre-syntaxe.ts';
import { critereDeValeur } from './valeurs.ts';

/**
 * `_filter`: the conditions of R4 on search parameters, their chains, and how they are put together. Each is read into the criterion the
 * plain search would have, so the rights and the bounds are the same. Throws `FauteDeParametre`.
 */
export function lireFiltre(
  type: string,
  texte: string,
  contexte: ContexteDeLecture,
  lireCritere: LectureDeCritere,
): Critere {
  if (contexte.feuille !== undefined) throw invalide('Un filtre ne se met pas dans un filtre.');
  const lire: Comparer = (comparaison) => comparer(type, comparaison, contexte, lireCritere);
  return compiler(lireExpression(texte), lire);
}

type Comparer = (comparaison: Extract<Expression, { genre: 'comparaison' }>) => Critere;

function compiler(expression: Expression, lire: Comparer): Critere {
  switch (expression.genre) {
    case 'et':
      return tous([expression.gauche, expression.droite].map((e) => compiler(e, lire)));
    case 'ou':
      return unDe([expression.gauche, expression.droite].map((e) => compiler(e, lire)));
    case 'non':
      return { genre: 'non', critere: compiler(expression.expression, lire) };
    default:
      return lire(expression);
  }
}

/** Operators that are another one denied. */
const CONTRAIRES: Readonly<Record<string, string>> = { ne: 'eq', ni: 'in' };

function comparer(
  type: string,
  { chemin, operateur, valeur }: Extract<Expression, { genre: 'comparaison' }>,
  contexte: ContexteDeLecture,
  lireCritere: LectureDeCritere,
): Critere {
  if (chemin.startsWith('_filter') || chemin.includes('_has:'))
    throw nonServi(`« ${chemin} » ne se met pas dans un filtre. Donnez-le en paramètre à part.`);
  const nie = Object.hasOwn(CONTRAIRES, operateur) ? CONTRAIRES[operateur] : undefined;
  const feuille = feuilleDe(nie ?? operateur, valeur);
  const critere = lireCritere(type, chemin, valeur.texte, { ...contexte, feuille });
  return nie === undefined ? critere : { genre: 'non', critere };
}

/** How an operator reads the end of its path, by the type of the parameter found there. */
function feuilleDe(operateur: string, valeur: Valeur): LectureDeFeuille {
  return (parametre, modificateur, _, contexte) => {
    if (modificateur !== undefined)
      throw nonServi(`« :${modificateur} » ne se met pas dans un filtre : l’opérateur dit comment comparer.`);
    const lire = (suffixe: string | undefined, texte: string): Critere =>
      critereDeValeur(parametre, suffixe, texte, contexte);
    if (operateur === 'pr') return lire('missing', contraire(valeur.texte));
    const lu = PAR_TYPE[parametre.type]?.(operateur, valeur, lire, parametre);
    if (lu !== undefined) return lu;
    throw nonServi(
      `L’opérateur « ${operateur} » ne compare pas « ${parametre.code} » (${parametre.type}) ici. Servis : ${operateursDe(parametre).join(', ')}.`,
    );
  };
}

function contraire(texte: string): string {
  if (texte !== 'true' && texte !== 'false') throw invalide(`« pr » attend true ou false, pas « ${texte} ».`);
  return texte === 'true' ? 'false' : 'true';
}

type Lire = (modificateur: string | undefined, texte: string) => Critere;
type Comparaison = (
  operateur: string,
  valeur: Valeur,
  lire: Lire,
  parametre: ParametreDeRecherche,
) => Critere | undefined;

const ORDRES = ['eq', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
const MODES: Readonly<Record<string, 'egal' | 'contient' | 'debut' | 'fin'>> = {
  eq: 'egal',
  co: 'contient',
  sw: 'debut',
  ew: 'fin',
};
const MODIFICATEURS: Readonly<Record<string, string | undefined>> = {
  eq: undefined,
  in: 'in',
  ss: 'below',
  sb: 'above',
};

/** A comma or a dollar means nothing in a filter; the bars keep the meaning they have in a token or a quantity. */
const proteger = (texte: string, barres = false): string => texte.replaceAll(barres ? /[\\,$|]/g : /[\\,$]/g, '\\$&');

const ordonne: Comparaison = (operateur, { texte }, lire) => {
  if (!ORDRES.includes(operateur)) return undefined;
  if (/^[a-z]/i.test(texte)) throw invalide(`« ${texte} » : dans un filtre, l’opérateur tient lieu de préfixe.`);
  return lire(undefined, `${operateur}${proteger(texte)}`);
};

const parModificateur: Comparaison = (operateur, { texte }, lire) =>
  Object.hasOwn(MODIFICATEURS, operateur) ? lire(MODIFICATEURS[operateur], proteger(texte)) : undefined;

const PAR_TYPE: Readonly<Partial<Record<ParametreDeRecherche['type'], Comparaison>>> = {
  string: (operateur, { texte }, lire) => {
    const mode = Object.hasOwn(MODES, operateur) ? MODES[operateur] : undefined;
    if (mode === undefined) return undefined;
    const lu = lire(undefined, proteger(texte, true));
    return lu.genre === 'texte' ? { ...lu, mode } : lu;
  },
  token: parModificateur,
  uri: parModificateur,
  reference: (operateur, valeur, lire, parametre) =>
    operateur === 'in' ? undefined : parModificateur(operateur === 're' ? 'eq' : operateur, valeur, lire, parametre),
  date: ordonne,
  number: ordonne,
  quantity: ordonne,
};

function operateursDe({ type }: ParametreDeRecherche): readonly string[] {
  if (type === 'string') return [...Object.keys(MODES), 'ne', 'pr'];
  if (type === 'token' || type === 'uri' || type === 'reference') return ['eq', 'ne', 'in', 'ni', 'ss', 'sb', 'pr'];
  return type === 'special' || type === 'composite' ? ['aucun'] : [...ORDRES, 'ne', 'pr'];
}
