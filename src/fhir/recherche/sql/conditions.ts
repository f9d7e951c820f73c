import { cleDeTexte, sansEgal, SEPARATEUR } from '../../index/index.ts';
import type { Critere, Jeton, TypeEtValeur, ValeurDeNombre } from '../modele.ts';
import { mot, type Assembleur } from './assembleur.ts';
import { comparerDate, comparerInstant, comparerNombre } from './ordre.ts';
import type { Source } from './sources.ts';

/** The line a condition speaks of: a resource named `alias`, in one of its two tables. */
export interface Cadre {
  readonly a: Assembleur;
  readonly source: Source;
  readonly alias: string;
  /** Known when one type only is searched. */
  readonly type: string | undefined;
  /** Are there few lines left when this condition is read? Then it looks at the keys of each line rather than at the index. */
  readonly filtre: boolean;
}

type CritereDeValeur = Exclude<
  Critere,
  { genre: 'zone' | 'chaine' | 'inverse' | 'hierarchie' | 'et' | 'ou' | 'non' | 'plein-texte' }
>;

/** SQL condition of a criterion that looks at the resource alone. */
export function conditionDeValeur(critere: CritereDeValeur, cadre: Cadre): string {
  const { a, alias, source } = cadre;
  switch (critere.genre) {
    case 'id':
      return `${alias}.id ${critere.non ? '<> all' : '= any'}(${a.lier(critere.valeurs)}::text[])`;
    case 'maj':
      return ou(critere.valeurs.map((valeur) => comparerInstant(`${alias}.le`, valeur, a)));
    case 'jeton':
      return jetons(source.toks(alias), critere.code, '', critere.valeurs, critere.non, a);
    case 'type-identifiant':
      return `${source.toks(alias)} && ${a.lier(critere.valeurs.map((v) => jetonDeType(critere.code, v)))}::text[]`;
    case 'reference':
      return `${source.refs(alias)} && ${a.lier(critere.valeurs.map((v) => `${critere.code}=${v}`))}::text[]`;
    case 'reference-identifiant':
      return jetons(source.refs(alias), critere.code, ':identifier', critere.valeurs, false, a);
    case 'uri':
      return uri(source.toks(alias), critere, a);
    case 'texte':
      return texte(critere, cadre);
    case 'date':
      return cles(critere.code, cadre, (k) => ou(critere.valeurs.map((valeur) => comparerDate(k, valeur, a))));
    case 'nombre':
      return ou(critere.valeurs.map((v) => cles(avecUnite(critere.code, v), cadre, (k) => comparerNombre(k, v, a))));
    default:
      return absence(critere, cadre);
  }
}

export function ou(conditions: readonly string[]): string {
  if (conditions.length === 0) return 'false';
  return conditions.length === 1 ? (conditions[0] ?? '') : `(${conditions.join(' or ')})`;
}

/** Is a word with this beginning among the words of an array column? */
function commence(colonne: string, debut: string): string {
  return `exists (select 1 from unnest(${colonne}) m where starts_with(m, ${debut}))`;
}

/** Codes compare whole through the index; « any code of a system » looks at the beginnings. `suffixe` separates reference identifiers. */
function jetons(
  colonne: string,
  code: string,
  suffixe: '' | ':identifier',
  valeurs: readonly Jeton[],
  non: boolean,
  a: Assembleur,
): string {
  const entiers = valeurs.filter((v) => v.code !== undefined).map((v) => `${code}=${ecrireJeton(v, suffixe)}`);
  const debuts = valeurs
    .filter((v) => v.code === undefined)
    .map((v) => commence(colonne, a.lier(`${code}=${suffixe === '' ? '' : `${suffixe}|`}${v.systeme ?? ''}|`)));
  const conditions = entiers.length > 0 || debuts.length === 0 ? [`${colonne} && ${a.lier(entiers)}::text[]`] : [];
  const reunies = ou([...conditions, ...debuts]);
  return non ? `not (${reunies})` : reunies;
}

function ecrireJeton({ systeme, code = '' }: Jeton, suffixe: '' | ':identifier'): string {
  if (suffixe === '') return systeme === undefined ? code : `${systeme}|${code}`;
  return systeme === undefined ? `${suffixe}=${code}` : `${suffixe}|${systeme}|${code}`;
}

function jetonDeType(param: string, { systeme, code, valeur }: TypeEtValeur): string {
  return `${param}:of-type=${systeme}|${code}|${valeur}`;
}

function uri(colonne: string, { code, mode, valeurs }: Extract<Critere, { genre: 'uri' }>, a: Assembleur): string {
  if (mode === 'egale') return `${colonne} && ${a.lier(valeurs.map((v) => `${code}=${v}`))}::text[]`;
  if (mode === 'dessous') return ou(valeurs.map((v) => commence(colonne, a.lier(`${code}=${v}`))));
  const debut = mot(`${code}=`);
  const dessus = (v: string) =>
    `exists (select 1 from unnest(${colonne}) m where starts_with(m, ${debut}) and m <> ${debut} and starts_with(${a.lier(`${code}=${v}`)}, m))`;
  return ou(valeurs.map(dessus));
}

/** Texts by their folded beginning, their folded inside, or as they were written. */
function texte({ code, mode, valeurs }: Extract<Critere, { genre: 'texte' }>, cadre: Cadre): string {
  const { a, alias } = cadre;
  if (mode === 'exact') return exact(code, valeurs, cadre);
  if (mode === 'egal') return cles(code, cadre, (k) => `${k}.cle = any(${a.lier(valeurs)}::text[])`);
  if (mode === 'debut' && !cadre.filtre)
    return cles(code, cadre, (k) =>
      ou(valeurs.map((v) => `(${k}.cle >= ${a.lier(v)} and ${k}.cle < ${a.lier(apres(v))})`)),
    );
  const debut = mot(`${code}=`);
  const trouve = (v: string) => {
    if (mode === 'debut') return `starts_with(m, ${a.lier(`${code}=${v}`)})`;
    const dit = `substr(m, ${code.length + 2})`;
    return mode === 'fin' ? `right(${dit}, ${v.length}) = ${a.lier(v)}` : `strpos(${dit}, ${a.lier(v)}) > 0`;
  };
  return `exists (select 1 from unnest(${alias}.cles) m where starts_with(m, ${debut}) and ${ou(valeurs.map(trouve))})`;
}

/** First key after all those that begin with `debut`: keys are made of [a-z0-9 ]. */
export function apres(debut: string): string {
  return `${debut}~`;
}

function exact(code: string, valeurs: readonly string[], { a, alias, source }: Cadre): string {
  const [k, v] = [a.alias(), a.alias()];
  const cles = a.lier(valeurs.map(cleDeTexte));
  return `exists (select 1 from unnest(${cles}::text[], ${a.lier(valeurs)}::text[]) ${v}(cle, ecrit)
    join ${source.index} ${k} on ${k}.type = ${alias}.type and ${k}.param = ${mot(code)} and ${k}.cle = ${v}.cle and ${k}.id = ${alias}.id
    where ${v}.ecrit = any(string_to_array(coalesce(${k}.fin, ${k}.cle), chr(${SEPARATEUR.charCodeAt(0)}))))`;
}

/**
 * A condition on the ordered keys of one parameter. Few lines: each finds its own keys by `cles`, one probe each. Many: the index is read
 * once for its parameter.
 */
function cles(code: string, { a, alias, source, type, filtre }: Cadre, condition: (k: string) => string): string {
  const k = a.alias();
  if (!filtre && type !== undefined)
    return `${alias}.id in (select ${k}.id from ${source.index} ${k}
      where ${k}.type = ${mot(type)} and ${k}.param = ${parametre(code, a)} and ${condition(k)})`;
  const debut = parametre(`${code}=`, a);
  return `exists (select 1 from unnest(${alias}.cles) m
    join ${source.index} ${k} on ${k}.type = ${alias}.type and ${k}.param = ${parametre(code, a)} and ${k}.cle = substr(m, ${code.length + 2}) and ${k}.id = ${alias}.id
    where starts_with(m, ${debut}) and ${condition(k)})`;
}

/** A parameter of the catalogue is a word; with a unit, what the client wrote is in it. */
function parametre(code: string, a: Assembleur): string {
  return code.includes('|') || code.includes(SEPARATEUR) ? a.lier(code) : mot(code);
}

function avecUnite(code: string, { unite }: ValeurDeNombre): string {
  return unite === undefined ? code : `${code}${sansEgal(`|${unite.systeme ?? ''}|${unite.code ?? ''}`)}`;
}

function absence({ code, de, absent }: Extract<Critere, { genre: 'absence' }>, { alias, source }: Cadre): string {
  const colonne =
    de === 'token' || de === 'uri' ? source.toks(alias) : de === 'reference' ? source.refs(alias) : `${alias}.cles`;
  const presente = commence(colonne, mot(`${code}=`));
  return absent ? `not ${presente}` : presente;
}
