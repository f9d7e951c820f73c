import { sql } from 'kysely';
import type { Identifiee, Lue, TypeFhir } from '#fhir/types.ts';
import { porteeSysteme } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';

export interface Designe {
  readonly type: string;
  readonly id: string;
}

/**
 * Everything that says one element: itself, what a Task carries out, the threads about it, their messages and documents; from one message,
 * its whole thread. Hiding only part of it would tell the rest. What comes later follows by itself (migration 000029).
 */
export async function toutCeQuiLeDit(tx: Transaction, { type, id }: Designe): Promise<readonly Designe[]> {
  const reference = `${type}/${id}`;
  const { rows } = await sql<Designe>`
    with fils as materialized (
      select f.id from fil_message f where f.objet = ${reference}
      union select c.fil from courriel c where c.communication = ${reference} and c.fil is not null
    ), messages as materialized (
      select c.communication, c.pieces from courriel c where c.fil in (select fils.id from fils)
    )
    select ${type}::text as type, ${id}::text as id
    union select 'Task', fils.id from fils
    union select 'Communication', split_part(m.communication, '/', 2) from messages m where m.communication is not null
    union select 'Binary', p.value ->> 'id' from messages m cross join jsonb_array_elements(m.pieces) p where p.value ->> 'id' is not null
    union select 'ServiceRequest', split_part(cle, '/', 2)
      from resource r cross join unnest(r.refs) cle
     where r.type = ${type} and r.id = ${id} and r.type = 'Task' and cle like 'focus=ServiceRequest/%'`.execute(tx.sql);
  return rows;
}

/** Those of them that are resources, as they stand. */
export async function ressourcesDe(tx: Transaction, designes: readonly Designe[]): Promise<readonly Lue<TypeFhir>[]> {
  const portee = porteeSysteme('cercle.masque');
  const lues = await Promise.all(designes.map(({ type, id }) => tx.magasin.lire(type as TypeFhir, id, portee)));
  return lues.filter((lue): lue is Lue<TypeFhir> & { ressource: Identifiee } => lue !== undefined);
}
