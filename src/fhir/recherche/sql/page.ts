import type { Place } from '../curseur.ts';
import type { Recherche } from '../modele.ts';
import { mot, type Assembleur } from './assembleur.ts';
import { apres, type Cadre } from './conditions.ts';
import { conditionDe, conditionsDe, ET, surType } from './filtre.ts';
import type { Parcours, Plan } from './plan.ts';
import { sourcesDe, type Source } from './sources.ts';
import type { ColonneDeTri } from './tri.ts';

/** Which part of the results: after a place or from the first one, so many lines skipped, so many kept. */
export interface Tranche {
  readonly place: Place | undefined;
  readonly decalage: number;
  readonly limite: number;
}

/** `order by` of a page whose columns are on `q` (or bare). `id`: how its identifiers are written there. */
export function ordreSur(q: string, { colonnes, type }: Plan, id = q === '' ? 'id' : `${q}.id`): string {
  const devant = q === '' ? '' : `${q}.`;
  const cles = colonnes.map((c, rang) => `${devant}t${rang}${c.descendant ? ' desc' : ''}`);
  return [...cles, ...(type === undefined ? [`${devant}type`] : []), id].join(', ');
}

/** Columns of the order, in the lines of a page. */
export function clesSur(q: string, { colonnes }: Plan): string {
  return colonnes.map((_, rang) => `, ${q}.t${rang}`).join('');
}

/**
 * Lines of one page, in order: type, id, version, le, patient, contenu, refs, and the keys of the order t0, t1…
 * Each source gives its first lines; they are put in order together.
 */
export function lignesDeLaPage(recherche: Recherche, plan: Plan, tranche: Tranche, a: Assembleur): string {
  const sources = sourcesDe(recherche.types);
  const { decalage, limite } = tranche;
  const toutes = sources.map((source) => {
    const lignes = lignesDeSource(recherche, plan, tranche.place, source, a);
    const seule = sources.length === 1;
    return `(${lignes} limit ${seule ? limite : limite + decalage}${seule && decalage > 0 ? ` offset ${decalage}` : ''})`;
  });
  if (toutes.length === 1) return toutes[0] ?? '';
  return `(select q.* from (${toutes.join('\n  union all ')}) q
    order by ${ordreSur('q', plan)} limit ${limite}${decalage > 0 ? ` offset ${decalage}` : ''})`;
}

/** How many lines match, counted up to `plafond`. */
export function nombreDeLignes(recherche: Recherche, plan: Plan, plafond: number | undefined, a: Assembleur): string {
  const toutes = sourcesDe(recherche.types).map(
    (source) =>
      `select 1 from ${source.nom} r where ${surType('r', recherche.types, recherche.criteres, recherche.personne)} and ${conditionDe(recherche.criteres, recherche.personne, { a, source, alias: 'r', type: plan.type, filtre: false })}`,
  );
  const borne = plafond === undefined ? '' : ` limit ${plafond + 1}`;
  return `select count(*)::int as nombre from (${toutes.join('\n  union all ')}${borne}) q`;
}

/** First lines of one source, in order. What is asked of each line once it is found (reach, place) comes last: reading stops at the full page. */
function lignesDeSource(
  recherche: Recherche,
  plan: Plan,
  place: Place | undefined,
  source: Source,
  a: Assembleur,
): string {
  const { parcours, colonnes, precis } = plan;
  const cles = colonnes.map((c, rang) => `, ${c.expression('r', source)} as t${rang}`).join('');
  const choix = `select r.type, r.id, r.version, r.le, ${source.acces('r')}, r.contenu, ${source.refs('r')} as refs${cles}`;
  const suite = place === undefined ? [] : [apresLaPlace('q', plan, place, a)];
  const filtre = criteresSur(recherche, plan, place, source, a);
  if (parcours !== undefined) {
    const lignes = `${choix} from ${source.index} k join ${source.nom} r on r.type = k.type and r.id = k.id
    where ${[pasDansLIndex(parcours, place, plan, a), ...filtre, source.visible('r', a, plan.type)].join(ET)}`;
    return `select q.* from (${lignes}) q${suite.length === 0 ? '' : ` where ${suite.join(ET)}`}
    order by ${ordreSur('q', plan)}`;
  }
  // Ordered inside: with the limit outside, the planner may read in the order of the ids and stop, or find few lines and sort them. Few: then
  // the order is not the one of the index. The identifier itself keeps its own order: by it are found what masks it, what cites it.
  const id = precis ? 'r.id collate "C"' : 'id';
  return `select q.* from (${choix} from ${source.nom} r where ${filtre.join(ET)}
    order by ${ordreSur('', plan, id)} offset 0) q
    where ${[source.visible('q', a, plan.type), ...suite].join(ET)}`;
}

/** Conditions on the lines of one source, what the walk of the index ensures apart. Without a sort, the place bounds the reading by id. */
function criteresSur(
  recherche: Recherche,
  { parcours, sansCle, type, colonnes }: Plan,
  place: Place | undefined,
  source: Source,
  a: Assembleur,
): readonly string[] {
  const { criteres, personne, types } = recherche;
  const cadre: Cadre = { a, source, alias: 'r', type, filtre: parcours !== undefined };
  const restants = criteres.filter((c) => parcours?.criteres.includes(c) !== true);
  return [
    ...(parcours === undefined ? [surType('r', types, criteres, personne)] : []),
    ...conditionsDe(restants, personne, cadre),
    ...(sansCle === undefined
      ? []
      : [`not exists (select 1 from unnest(r.cles) m where starts_with(m, ${mot(`${sansCle}=`)}))`]),
    ...(place !== undefined && colonnes.length === 0 && type !== undefined ? [`r.id > ${a.lier(place.id)}`] : []),
  ];
}

/** The keys of a walk, each resource at its first one only in the direction of the walk. */
function pasDansLIndex(
  { code, debut, descendant, uneCle }: Parcours,
  place: Place | undefined,
  { type = '' }: Plan,
  a: Assembleur,
): string {
  const signe = descendant ? '>' : '<';
  const depuis = place === undefined ? [] : [`k.cle ${descendant ? '<=' : '>='} ${a.lier(place.cles[0])}`];
  const bornes = debut === undefined ? [] : [`k.cle >= ${a.lier(debut)}`, `k.cle < ${a.lier(apres(debut))}`];
  const mots = uneCle ? '' : debut === undefined ? mot(`${code}=`) : a.lier(`${code}=${debut}`);
  return [
    `k.type = ${mot(type)}`,
    `k.param = ${mot(code)}`,
    ...bornes,
    ...depuis,
    ...(uneCle
      ? []
      : [
          `not exists (select 1 from unnest(r.cles) m where starts_with(m, ${mots}) and substr(m, ${code.length + 2}) ${signe} k.cle)`,
        ]),
  ].join(ET);
}

/** Asks PostgreSQL how many lines it expects, without reading any. */
export function estimationDe(recherche: Recherche, plan: Plan, a: Assembleur): string {
  const [source] = sourcesDe([]);
  const filtre = [...criteresSur(recherche, plan, undefined, source, a), source.visible('r', a, plan.type)];
  return `explain select 1 from ${source.nom} r where ${filtre.join(ET)}`;
}

/** Lines strictly after a place, in the order of the plan: greater on the first key, or equal and greater on the next… */
function apresLaPlace(q: string, { colonnes, type }: Plan, place: Place, a: Assembleur): string {
  const etapes = [
    ...colonnes.map((c, rang) => etape(`${q}.t${rang}`, c, place.cles[rang] ?? '', a)),
    ...(type === undefined ? [{ colonne: `${q}.type`, signe: '>', valeur: a.lier(place.type) }] : []),
    { colonne: `${q}.id`, signe: '>', valeur: a.lier(place.id) },
  ];
  return etapes.reduceRight(
    (suite, { colonne, signe, valeur }) =>
      `(${colonne} ${signe} ${valeur}${suite === '' ? '' : ` or (${colonne} = ${valeur} and ${suite})`})`,
    '',
  );
}

function etape(colonne: string, { type, descendant }: ColonneDeTri, valeur: string, a: Assembleur) {
  return { colonne, signe: descendant ? '<' : '>', valeur: `${a.lier(valeur)}::${type}` };
}
