import { sql, type Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { extraire } from '#fhir/index/index.ts';
import type { Portee } from '#fhir/store/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { TablesTerritoire } from './tables.ts';

/**
 * Nobody writes about a person of whom they read nothing: what one writes names oneself in her record, and an exchange opens her identity to
 * those it names (droit-et-securite.md §0.6). Every room asks first; this asks again for all of them. Throws the refusal of what does not
 * exist. Cordée itself, a software (no exchange opens anything to it) and a one-time link (its thing is its whole reach) are not asked, nor is
 * whoever creates the file of a person, writes again what was already about her, or was admitted by the room (`Transaction.admettre`).
 */
export async function exigerDeLaLire(
  base: Kysely<TablesTerritoire>,
  { acteur, portee }: { readonly acteur: Acteur; readonly portee: Portee },
  ressource: Identifiee,
  admises: ReadonlySet<string>,
): Promise<void> {
  if (acteur.genre !== 'compte' || ressource.resourceType === 'Patient') return;
  const { patient } = extraire(ressource);
  if (patient === null || admises.has(patient)) return;
  const lue = await base
    .selectFrom('resource')
    .select('resource.id')
    .where('resource.patient', '=', patient)
    .where('resource.supprime', '=', false)
    .where(
      sql<boolean>`((resource.type = ${ressource.resourceType} and resource.id = ${ressource.id}) or ${portee.condition('resource')})`,
    )
    .limit(1)
    .executeTakeFirst();
  if (lue === undefined) throw refusCommuns.introuvable();
}
