import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { listeDeRefus } from '#lib/refus.ts';
import type { TablesTerritoire } from './tables.ts';

/**
 * What must not leave because of who it names (INS-05, INS-09). `doute`: what waited when the identity became doubtful; what is written since
 * leaves, care goes on. `gel`: the identity was used by somebody else, nothing leaves about it.
 */
export type RaisonRetenue = 'doute' | 'gel';

export const refusRetenue = listeDeRefus('identite', {
  gelee: {
    statut: 409,
    texte:
      'L’identité de cette personne est gelée : quelqu’un d’autre l’a peut-être utilisée. Rien ne part à son sujet, et rien n’a été enregistré. L’identitovigilance lève le gel quand elle a établi qui est qui : appelez-la.',
  },
});

/** A line of the outbox, alias `e`, that must stay. A question about the identity itself (`Patient/…`) and what was given up do not wait. */
export const ENVOI_RETENU: RawBuilder<boolean> = sql<boolean>`(e.abandon is null and exists (
  select 1 from retenue_identite g join resource r on r.patient = g.patient
  where r.type = split_part(e.objet, '/', 1) and r.id = split_part(e.objet, '/', 2) and r.type <> 'Patient'
    and (g.raison = 'gel' or e.cree_le <= g.depuis)))`;

/** A line of `table` that names a resource (`type`, `id`) of a frozen person. */
export function surUnePersonneGelee(alias: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from retenue_identite g join resource q on q.patient = g.patient
    where g.raison = 'gel' and q.type = ${sql.ref(`${alias}.type`)} and q.id = ${sql.ref(`${alias}.id`)})`;
}

/**
 * State of a new line of the outbox. Frozen: somebody who acts is refused and told what would open it; what the house or a correspondent
 * without account sets in motion is held, so that no deadline nor answer is lost.
 */
export async function etatAuDepart(
  base: Kysely<TablesTerritoire>,
  acteur: Acteur,
  objet: string,
): Promise<'attente' | 'suspendu'> {
  const [type = '', id = ''] = objet.split('/');
  if (type === 'Patient') return 'attente';
  const gelee = await base
    .selectFrom('retenue_identite')
    .select('retenue_identite.patient')
    .where('retenue_identite.raison', '=', 'gel')
    .where(
      sql<boolean>`exists (select 1 from resource r where r.type = ${type} and r.id = ${id} and r.patient = retenue_identite.patient)`,
    )
    .executeTakeFirst();
  if (gelee === undefined) return 'attente';
  if (acteur.genre === 'compte' || acteur.genre === 'client') throw refusRetenue.gelee();
  return 'suspendu';
}
