import { sql, type RawBuilder } from 'kysely';
import { tableau, type Ligne, type Valeurs } from './ligne.ts';

/** What closes a line although there is a ground to read it: what the person said, and the end of the common use. */

/** Nothing is opposed, masked or archived here: one question instead of three. The table only ever says too much (migration 000019). */
export const sansReserve = (l: Ligne): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from reserve reserve_d where reserve_d.cle = any(array[${l.patient}, ${l.type} || '/' || ${l.id}]) offset 0)`;

const pasOpposee = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from opposition_en_cours opposition_d
   where opposition_d.patient = ${l.patient} and opposition_d.vise = any(${tableau(vises)})
     and (opposition_d.famille = '*' or opposition_d.famille = ${l.famille}) offset 0)`;

const pasMasquee = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from masque masque_d where masque_d.type = ${l.type} and masque_d.id = ${l.id} and masque_d.vise = any(${tableau(vises)}) offset 0)`;

/** Neither opposed nor masked to this reader; whoever follows the person as her doctor keeps what she masked (R. 1111-49 by analogy, DMP-08). */
export const laissee = (l: Ligne, { refs, vises, maintenant }: Valeurs): RawBuilder<boolean> =>
  sql<boolean>`(${pasOpposee(l, vises)} and (${pasMasquee(l, vises)} or suit(${l.patient}, ${tableau(refs)}, ${maintenant})))`;

/** Same for a software, which follows nobody. */
export const laisseeAuLogiciel = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(${pasOpposee(l, vises)} and ${pasMasquee(l, vises)})`;

/**
 * Not in intermediate archive (RG-05), or written since, or open again: care that began again, urgent access of this reader. `role`: the role
 * that may read this line in an emergency, in SQL, null when it may not.
 */
export const horsArchive = (l: Ligne, { refs, maintenant }: Valeurs, role: RawBuilder<string>): RawBuilder<boolean> =>
  archive(
    l,
    sql<boolean>`not rouverte(archive_d.patient, archive_d.famille, archive_d.depuis, ${tableau(refs)}, ${role}, ${maintenant})`,
  );

/** Same for a software, to which a family comes back with the next pass of the clocks: its reach does not depend on the hour. */
export const jamaisArchivee = (l: Ligne): RawBuilder<boolean> => archive(l, sql<boolean>`true`);

const archive = (l: Ligne, encore: RawBuilder<boolean>): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from archive_intermediaire archive_d
   where archive_d.patient = ${l.patient} and archive_d.famille = ${l.famille} and ${l.le} <= archive_d.depuis and ${encore} offset 0)`;
