import type { Inclusion } from '../modele.ts';
import { mot, parmi, type Assembleur } from './assembleur.ts';
import { sourcesDe, type Source } from './sources.ts';

/** Where included resources come from: the lines of a page already in the statement, or lines the answer already holds. */
export interface Origine {
  /** SQL of a table with `type`, `id`, `refs`. */
  readonly lignes: string;
  /** Types these lines may have. */
  readonly types: readonly string[];
}

/**
 * SQL of the resources to add to `origine`: type, id, version, le, patient, contenu, refs. Undefined when nothing can be added. Each is
 * subject to the reader's reach, like a match.
 */
export function lignesIncluses(
  inclusions: readonly Inclusion[],
  origine: Origine,
  limite: number,
  a: Assembleur,
): string | undefined {
  const suivies = inclusions.filter(
    (i) => i.sens === 'vers' && i.porteurs.some((type) => origine.types.includes(type)),
  );
  const remontees = inclusions.filter(
    (i) => i.sens === 'depuis' && i.cibles.some((type) => origine.types.includes(type)),
  );
  const parties = [
    ...(suivies.length === 0 ? [] : lignesCitees(suivies, origine, a)),
    ...remontees.flatMap((inclusion) => lignesQuiCitent(inclusion, origine, a)),
  ];
  return parties.length === 0 ? undefined : `select * from (${parties.join('\n  union all ')}) inclus limit ${limite}`;
}

const seul = (types: readonly string[]): string | undefined => (types.length === 1 ? types[0] : undefined);

function colonnes(i: string, source: Source): string {
  return `${i}.type, ${i}.id, ${i}.version, ${i}.le, ${source.nom === 'resource' ? `${i}.patient` : 'null::text as patient'}, ${i}.contenu, ${source.refs(i)} as refs`;
}

/** Resources that the origin refers to: references are gathered once each, then read by key. Unnested where they are selected: no table is built for each line. */
function lignesCitees(inclusions: readonly Inclusion[], { lignes }: Origine, a: Assembleur): readonly string[] {
  const cibles = `select distinct substr(m, strpos(m, '=') + 1) as ref
    from (select o.type, unnest(o.refs) as m from (${lignes}) o) o where ${inclusions.map((inclusion) => renvoi(inclusion, a)).join(' or ')}`;
  const types = [...new Set(inclusions.flatMap((i) => i.cibles))];
  const type = seul(types);
  return sourcesDe(types).map((source) => {
    const i = a.alias();
    return `select ${colonnes(i, source)} from (${cibles}) c
    join ${source.nom} ${i} on ${i}.type = split_part(c.ref, '/', 1) and ${i}.id = split_part(c.ref, '/', 2)
    where ${type === undefined ? '' : `${i}.type = ${mot(type)} and `}${source.visible(i, a, type)}`;
  });
}

/** Does the word `m` of the line `o` follow this inclusion? */
function renvoi({ porteurs, codes, toutes, cibles, cible }: Inclusion, a: Assembleur): string {
  const porteur = parmi('o.type', porteurs);
  if (!toutes)
    return `(${porteur} and starts_with(m, ${mot(`${codes[0] ?? ''}=${cible === undefined ? '' : `${cible}/`}`)}))`;
  return `(${porteur} and m ~ ${a.lier(`^[^=]+=(${cibles.join('|')})/[^/|]+$`)})`;
}

/** Resources that refer to the origin, through the index of references. */
function lignesQuiCitent({ porteurs, codes, cible }: Inclusion, { lignes }: Origine, a: Assembleur): readonly string[] {
  return sourcesDe(porteurs).map((source) => {
    const i = a.alias();
    const visee = cible === undefined ? '' : ` where o.type = ${mot(cible)}`;
    const citees = `array(select p || '=' || o.type || '/' || o.id from (${lignes}) o, unnest(${a.lier(codes)}::text[]) p${visee})`;
    return `select ${colonnes(i, source)} from ${source.nom} ${i}
    where ${parmi(`${i}.type collate "C"`, porteurs)} and ${source.refs(i)} && ${citees} and ${source.visible(i, a, seul(porteurs))}`;
  });
}
