import { sql, type RawBuilder } from 'kysely';
import { tableau, type Ligne, type Valeurs } from './ligne.ts';

/**
 * What closes a line although there is a ground to read it: what the person said, and the end of the common use. The questions are functions
 * of the base (migration 000026): written out in each part of each search, they cost more to plan than to ask.
 */

/**
 * Nothing is opposed, masked or archived about this person: one question instead of three for nearly everybody. The table only ever says too
 * much (migration 000019).
 */
export const sansReserve = (l: Ligne): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from reserve reserve_d where reserve_d.patient = ${l.patient} offset 0)`;

/** Neither opposed nor masked to this reader; whoever follows the person as her doctor keeps what she masked (R. 1111-49 by analogy, DMP-08). */
export const laissee = (l: Ligne, { refs, vises, maintenant }: Pick<Valeurs, 'refs' | 'vises' | 'maintenant'>) =>
  sql<boolean>`laissee(${l.type}, ${l.id}, ${l.patient}, ${l.famille}, ${tableau(refs)}, ${tableau(vises)}, ${maintenant})`;

/** Same for a software: it follows nobody, and its reach is kept as long as its token, so nothing depends on the hour. */
export const laisseeAuLogiciel = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`laissee(${l.type}, ${l.id}, ${l.patient}, ${l.famille}, '{}', ${tableau(vises)}, null)`;

/**
 * Not in intermediate archive (RG-05), or open again: written since, care that began again, urgent access of this reader. `role`: the role
 * that may read this line in an emergency, in SQL, null when it may not.
 */
export const horsArchive = (
  l: Ligne,
  { refs, maintenant }: Pick<Valeurs, 'refs' | 'maintenant'>,
  role: RawBuilder<string>,
) => sql<boolean>`hors_archive(${l.patient}, ${l.famille}, ${l.le}, ${tableau(refs)}, ${role}, ${maintenant})`;

/** Same for a software, to which a family comes back with the next pass of the clocks. */
export const jamaisArchivee = (l: Ligne): RawBuilder<boolean> =>
  sql<boolean>`hors_archive(${l.patient}, ${l.famille}, ${l.le}, '{}', null, null)`;
