import type { Place } from '../curseur.ts';
import type { Recherche } from '../modele.ts';
import { mot, type Assembleur } from './assembleur.ts';
import { apres, type Cadre } from './conditions.ts';
import { conditionDe, conditionsDe, ET, surType } from './filtre.ts';
import type { Plan } from './plan.ts';
import { sourcesDe, type Source } from './sources.ts';
import type { ColonneDeTri } from './tri.ts';

/** Which part of the results: after a place or from the first one, so many lines skipped, so many kept. */
export interface Tranche {
  readonly place: Place | undefined;
  readonly decalage: number;
  readonly limite: number;
}

/** `order by` of a page whose columns are on `q`. */
export function ordreSur(q: string, { colonnes, type }: Plan): string {
  const cles = colonnes.map((c, rang) => `${q}.t${rang}${c.descendant ? ' desc' : ''}`);
  return [...cles, ...(type === undefined ? [`${q}.type`] : []), `${q}.id`].join(', ');
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
    return `(${lignes}
    order by ${ordreSur('q', plan)} limit ${seule ? limite : limite + decalage}${seule && decalage > 0 ? ` offset ${decalage}` : ''})`;
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

function lignesDeSource(
  recherche: Recherche,
  plan: Plan,
  place: Place | undefined,
  source: Source,
  a: Assembleur,
): string {
  const { parcours, colonnes } = plan;
  const cles = colonnes.map((c, rang) => `, ${c.expression('r', source)} as t${rang}`).join('');
  const id = plan.precis ? 'r.id collate "C" as id' : 'r.id';
  const choix = `select r.type, ${id}, r.version, r.le, ${source.acces('r')}, r.contenu, ${source.refs('r')} as refs${cles}`;
  const type = surType('r', recherche.types, recherche.criteres, recherche.personne);
  const criteres = criteresSur('r', recherche, plan, source, a);
  const suite = place === undefined || parcours !== undefined ? [] : [apresLaPlace('q', plan, place, a)];
  if (parcours !== undefined) {
    const debut = parcoursDe(recherche, parcours, place, a);
    const filtre = [debut, ...criteres, source.visible('r', a)].join(ET);
    return `select q.* from (${choix} from ${source.index} k join ${source.nom} r on r.type = k.type and r.id = k.id
    where ${filtre}) q`;
  }
  if (!plan.precis || colonnes.length === 0) {
    const filtre = [type, ...criteres, source.visible('r', a)].join(ET);
    return `select q.* from (${choix} from ${source.nom} r where ${filtre}) q${suite.length === 0 ? '' : ` where ${suite.join(ET)}`}`;
  }
  // Few lines to put in order: ordered first, the reach is then asked line by line until the page is full.
  return `select q.* from (${choix} from ${source.nom} r where ${[type, ...criteres].join(ET)}
    order by ${colonnes.map((c, rang) => `t${rang}${c.descendant ? ' desc' : ''}`).join(', ')}, id offset 0) q
    where ${[source.visible('q', a), ...suite].join(ET)}`;
}

/** Criteria on a line; what the walk of the index already ensures is not asked again. */
function criteresSur(
  alias: string,
  { criteres, personne }: Recherche,
  { parcours, type }: Plan,
  source: Source,
  a: Assembleur,
): readonly string[] {
  const cadre: Cadre = { a, source, alias, type, filtre: parcours !== undefined };
  const restants = criteres.filter((c) => c !== parcours);
  return conditionsDe(restants, personne, cadre);
}

/** The keys that begin so, in order, each resource at its first one only. */
function parcoursDe(
  { types }: Recherche,
  { code, valeurs }: NonNullable<Plan['parcours']>,
  place: Place | undefined,
  a: Assembleur,
): string {
  const debut = valeurs[0] ?? '';
  const suite = place === undefined ? '' : ` and (k.cle, k.id) > (${a.lier(place.cles[0])}, ${a.lier(place.id)})`;
  return `k.type = ${mot(types[0] ?? '')} and k.param = ${mot(code)} and k.cle >= ${a.lier(debut)} and k.cle < ${a.lier(apres(debut))}${suite}
    and not exists (select 1 from unnest(r.cles) m where starts_with(m, ${a.lier(`${code}=${debut}`)}) and substr(m, ${code.length + 2}) < k.cle)`;
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
