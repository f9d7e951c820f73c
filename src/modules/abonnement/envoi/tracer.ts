import type { Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { declarerContexteDans } from '#acces/contexte-trace.ts';
import type { EvenementGarde } from '../distribution/evenements.ts';
import type { Abonnement } from '../store.ts';
import type { TablesAbonnement } from '../tables.ts';

/** One line per resource told, under the name of the owner: it is the owner who receives them. */
export async function tracer(
  base: Kysely<TablesAbonnement>,
  a: Abonnement,
  proprietaire: Acteur,
  evenements: readonly EvenementGarde[],
  le: Date,
): Promise<void> {
  const contexte = await declarerContexteDans(base, proprietaire);
  await base
    .insertInto('trace')
    .values(
      evenements.map((e) => ({
        le,
        acteur: proprietaire.id,
        role: proprietaire.role,
        structure: proprietaire.structure.ref,
        pour: null,
        action: 'abonnement.notifier',
        genre: 'export' as const,
        objet: `${e.type}/${e.id}`,
        patient: e.patient ?? null,
        fondement: `abonnement:${a.id}`,
        decision: 'permis' as const,
        nombre: 1,
        requete: 'abonnement',
        contexte,
      })),
    )
    .execute();
}
