import { sql, type RawBuilder } from 'kysely';
import { tableau, type Ligne, type Valeurs } from './ligne.ts';

/** What closes a line although there is a ground to read it: what the person said, and the end of the common use. */

/** Nothing is opposed or archived about this person: one key spares the long questions. It only ever says too much (migration 000019). */
export const sansReserve = (l: Ligne): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from reserve reserve_d where reserve_d.patient = ${l.patient} offset 0)`;

/** « is true »: judged on the few oppositions of that person; by the index, PostgreSQL would look for each way to designate the reader. */
export const pasOpposee = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from opposition_en_cours opposition_d
   where opposition_d.patient = ${l.patient} and (opposition_d.vise = any(${tableau(vises)})) is true
     and (opposition_d.famille = '*' or opposition_d.famille = ${l.famille}) is true offset 0)`;

/** The person herself is not an element one hides (constraint `masque_type`). */
const masquable = (l: Ligne): RawBuilder<boolean> => sql<boolean>`${l.type} <> 'Patient'`;

export const pasMasquee = (
  l: Ligne,
  vises: readonly string[],
): RawBuilder<boolean> => sql<boolean>`not (${masquable(l)} and exists (
  select 1 from masque masque_d where masque_d.type = ${l.type} and masque_d.id = ${l.id} and (masque_d.vise = any(${tableau(vises)})) is true offset 0))`;

/** Not masked to this reader, or the person's doctor, who keeps what she masked (R. 1111-49 by analogy, DMP-08). */
export const pasMasqueeOuSuivie = (l: Ligne, { refs, vises, maintenant }: Valeurs): RawBuilder<boolean> =>
  sql<boolean>`(${pasMasquee(l, vises)} or ${suit(l, refs, maintenant)})`;

/** Neither opposed nor masked to this reader. */
export const laissee = (l: Ligne, valeurs: Valeurs): RawBuilder<boolean> =>
  sql<boolean>`((${sansReserve(l)} or ${pasOpposee(l, valeurs.vises)}) and ${pasMasqueeOuSuivie(l, valeurs)})`;

const suit = (l: Ligne, refs: readonly string[], maintenant: Date): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from cercle_membre membre_d
   where membre_d.patient = ${l.patient} and membre_d.membre = any(${tableau(refs)}) and membre_d.fonction = 'medecin_traitant'
     and membre_d.debut <= ${maintenant} and (membre_d.fin is null or membre_d.fin > ${maintenant}) offset 0)`;

/** Not in intermediate archive (RG-05), or written since, or care began again for that family: somebody joined the circle since, and is there. */
export const horsArchive = (l: Ligne, maintenant: Date): RawBuilder<boolean> =>
  archive(l, sql<boolean>`not ${reprise(maintenant)}`);

/** Of a line `archive_d` of the archive. */
export const reprise = (maintenant: Date): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from cercle_membre reprise_d
   where reprise_d.patient = archive_d.patient and reprise_d.debut > archive_d.depuis and archive_d.famille = any(reprise_d.familles)
     and reprise_d.ouvert and reprise_d.debut <= ${maintenant} and (reprise_d.fin is null or reprise_d.fin > ${maintenant}))`;

/** Same for a software, to which a family comes back with the next pass of the clocks: its reach does not depend on the hour. */
export const jamaisArchivee = (l: Ligne): RawBuilder<boolean> => archive(l, sql<boolean>`true`);

const archive = (l: Ligne, encore: RawBuilder<boolean>): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from archive_intermediaire archive_d
   where archive_d.patient = ${l.patient} and archive_d.famille = ${l.famille} and ${l.le} <= archive_d.depuis and ${encore} offset 0)`;
