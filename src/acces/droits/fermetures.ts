import { sql, type RawBuilder } from 'kysely';
import { tableau, type Ligne, type Valeurs } from './ligne.ts';

/** What closes a line although there is a ground to read it: what the person said, and the end of the common use. */

/**
 * Nothing is opposed, masked or archived about this person: one question instead of three for nearly everybody. The table only ever says too
 * much (migration 000019).
 */
export const sansReserve = (l: Ligne): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from reserve reserve_d where reserve_d.patient = ${l.patient} offset 0)`;

export const pasOpposee = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from opposition_en_cours opposition_d
   where opposition_d.patient = ${l.patient} and opposition_d.vise = any(${tableau(vises)})
     and (opposition_d.famille = '*' or opposition_d.famille = ${l.famille}) offset 0)`;

export const pasMasquee = (l: Ligne, vises: readonly string[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from masque masque_d where masque_d.type = ${l.type} and masque_d.id = ${l.id} and masque_d.vise = any(${tableau(vises)}) offset 0)`;

/** Not in intermediate archive (RG-05): the family is in common use, or this line was written since. */
export const pasArchivee = (
  l: Ligne,
  saufReprise = sql<boolean>`true`,
): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from archive_intermediaire archive_d
   where archive_d.patient = ${l.patient} and archive_d.famille = ${l.famille} and ${l.le} <= archive_d.depuis and ${saufReprise} offset 0)`;

/** Same, but care that began again opens it at once: somebody joined the circle since, for that family, and is there today. */
export const pasArchiveeOuReprise = (l: Ligne, maintenant: Date): RawBuilder<boolean> =>
  pasArchivee(
    l,
    sql<boolean>`not exists (select 1 from cercle_membre reprise_d
       where reprise_d.patient = archive_d.patient and reprise_d.debut > archive_d.depuis and archive_d.famille = any(reprise_d.familles)
         and reprise_d.ouvert and reprise_d.debut <= ${maintenant} and (reprise_d.fin is null or reprise_d.fin > ${maintenant}))`,
  );

/** The doctor who follows the person keeps what she masked to others (R. 1111-49 by analogy, DMP-08). */
export const medecinTraitant = ({ refs, maintenant }: Valeurs, l: Ligne): RawBuilder<boolean> => sql<boolean>`exists (
  select 1 from cercle_membre membre_d
   where membre_d.patient = ${l.patient} and membre_d.membre = any(${tableau(refs)}) and membre_d.fonction = 'medecin_traitant'
     and membre_d.debut <= ${maintenant} and (membre_d.fin is null or membre_d.fin > ${maintenant}) offset 0)`;

/** Neither opposed nor masked to this reader. */
export const laissee = (
  l: Ligne,
  valeurs: Valeurs,
): RawBuilder<boolean> => sql<boolean>`(${pasOpposee(l, valeurs.vises)}
    and (${pasMasquee(l, valeurs.vises)} or ${medecinTraitant(valeurs, l)}))`;
