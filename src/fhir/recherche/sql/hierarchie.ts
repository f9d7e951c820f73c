import type { Critere } from '../modele.ts';
import { mot } from './assembleur.ts';
import type { Cadre } from './conditions.ts';
import { sourcesDe } from './sources.ts';

type Hierarchie = Extract<Critere, { genre: 'hierarchie' }>;

/**
 * References to these resources or to those above or below them, found by walking the tree first. A resource the reader may not see is a
 * wall: what stands behind it is not reached. A loop ends by itself: each is met once.
 */
export function conditionDeHierarchie({ code, sens, arbre, parent, valeurs }: Hierarchie, cadre: Cadre): string {
  const { a, alias, source } = cadre;
  const [pas, suite] = [a.alias(), a.alias()];
  const lien = mot(`${parent}=${arbre}/`);
  const voisines = sourcesDe([arbre]).map((s) => {
    const x = a.alias();
    const lu = `from ${s.nom} ${x}`;
    const visible = `${x}.type = ${mot(arbre)} and ${s.visible(x, a)}`;
    return sens === 'dessous'
      ? `select ${x}.type || '/' || ${x}.id as ref ${lu} where ${visible} and ${s.refs(x)} && array[${mot(`${parent}=`)} || ${pas}.ref]`
      : `select substr(m, ${parent.length + 2}) as ref ${lu}, unnest(${s.refs(x)}) m where ${visible} and ${x}.id = split_part(${pas}.ref, '/', 2) and starts_with(m, ${lien})`;
  });
  return `${source.refs(alias)} && array(with recursive ${suite}(ref) as (
    select unnest(${a.lier(valeurs)}::text[])
    union select v.ref from ${suite} ${pas} cross join lateral (${voisines.join(' union all ')}) v)
    select ${mot(`${code}=`)} || ref from ${suite})`;
}
