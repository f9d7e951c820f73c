import type { Kysely } from 'kysely';
import type { TablesFhir } from '#fhir/store/tables.ts';
import type { Famille } from '#fhir/types.ts';

/** Families that may leave the common use; identity and coordination stay, to say whom to ask. */
export const FAMILLES_ARCHIVABLES = ['SOC', 'MED', 'SEN', 'PLN', 'FIL'] as const satisfies readonly Famille[];
export type FamilleArchivable = (typeof FAMILLES_ARCHIVABLES)[number];

/**
 * Says which families of a person are in intermediate archive now, all of them: the missing ones enter, the others come back to common use.
 * Said again, it changes nothing. Returns what entered and what came back. The rule of access reads it at the next statement (RG-05).
 */
export async function mettreEnArchive<T extends TablesFhir>(
  transaction: Kysely<T>,
  patient: string,
  familles: readonly FamilleArchivable[],
  maintenant: Date,
): Promise<{ readonly entrees: readonly string[]; readonly sorties: readonly string[] }> {
  const sql = transaction as unknown as Kysely<TablesFhir>;
  const voulues = familles.length === 0 ? [''] : [...familles];
  const sorties = await sql
    .deleteFrom('archive_intermediaire')
    .where('archive_intermediaire.patient', '=', patient)
    .where('archive_intermediaire.famille', 'not in', voulues)
    .returning('archive_intermediaire.famille')
    .execute();
  const entrees =
    familles.length === 0
      ? []
      : await sql
          .insertInto('archive_intermediaire')
          .values(familles.map((famille) => ({ patient, famille, depuis: maintenant })))
          .onConflict((deja) => deja.doNothing())
          .returning('archive_intermediaire.famille')
          .execute();
  return { entrees: entrees.map((l) => l.famille), sorties: sorties.map((l) => l.famille) };
}
