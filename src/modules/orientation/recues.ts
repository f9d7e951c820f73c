import { sql, type RawBuilder } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';

/** Condition on a Task `t` already in the actor's reach: its request is made to the actor, or to the structure it belongs to. */
export function adresseeA({ refs }: Pick<Acteur, 'refs'>): RawBuilder<boolean> {
  const executants = refs.map((ref) => `performer=${ref}`);
  return sql<boolean>`t.contenu->'focus'->>'reference' in (
    select 'ServiceRequest/' || s.id from resource s
    where s.type = 'ServiceRequest' and s.refs && ${executants}::text[])`;
}

/** Condition on an open thing `m`: an orientation whose service has not answered, and the actor is of that service. */
export function attendMaReponse({ refs }: Pick<Acteur, 'refs'>): RawBuilder<boolean> {
  return sql<boolean>`(m.cause = 'orientation.sans_reponse' and m.lecteurs && ${[...refs]}::text[] and exists (
    select 1 from resource t where t.type = 'Task' and t.id = substr(m.objet, 6) and ${adresseeA({ refs })}))`;
}
