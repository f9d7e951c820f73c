import type { Selectable } from 'kysely';
import { porteeSysteme } from '#acces/portee.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Transaction } from '#socle/transaction.ts';
import { tables, type TableExercice } from './tables.ts';

export type Exercice = Selectable<TableExercice>;

/** Takes the line: two answers at once follow each other. */
export async function charger(tx: Transaction, id: string): Promise<Exercice> {
  const ligne = await tables(tx)
    .selectFrom('exercice_droit')
    .selectAll()
    .where('exercice_droit.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (ligne === undefined) throw refusCommuns.introuvable();
  tx.concerne(ligne.patient);
  return ligne;
}

export async function modifier(
  tx: Transaction,
  id: string,
  changements: Partial<
    Pick<
      Exercice,
      | 'etat'
      | 'decidee_par'
      | 'decidee_par_nom'
      | 'decidee_le'
      | 'decision'
      | 'confirmee_par'
      | 'confirmee_par_nom'
      | 'confirmee_le'
      | 'remise_le'
      | 'remise_comment'
    >
  > & { readonly destinataires?: string },
): Promise<void> {
  await tables(tx).updateTable('exercice_droit').set(changements).where('exercice_droit.id', '=', id).execute();
}

export async function lister(
  tx: Transaction,
  filtre: { readonly patient: string } | 'ouvertes',
): Promise<readonly Exercice[]> {
  const requete = tables(tx).selectFrom('exercice_droit').selectAll();
  return filtre === 'ouvertes'
    ? requete
        .where('exercice_droit.etat', 'in', ['ouverte', 'a_confirmer'])
        .orderBy('exercice_droit.au_plus_tard')
        .limit(200)
        .execute()
    : requete
        .where('exercice_droit.patient', '=', filtre.patient)
        .orderBy('exercice_droit.recue_le', 'desc')
        .limit(200)
        .execute();
}

/** Date of the oldest element of a person. */
export async function plusVieille(tx: Transaction, patient: string): Promise<Date | undefined> {
  const ligne = await tx.sql
    .selectFrom('resource')
    .select((eb) => eb.fn.min(eb.fn.coalesce('resource.d', 'resource.le')).as('le'))
    .where('resource.patient', '=', patient)
    .where('resource.supprime', '=', false)
    .where('resource.type', '<>', 'Patient')
    .where(porteeSysteme('droits-personne.anciennete').condition('resource'))
    .executeTakeFirst();
  return ligne?.le ?? undefined;
}

/** `Type/id` of what the person keeps from whoever represents her (SP-14). */
export async function masquesAuxRepresentants(tx: Transaction, patient: string): Promise<readonly string[]> {
  const lignes = await tx.sql
    .selectFrom('masque')
    .select(['masque.type', 'masque.id'])
    .where('masque.patient', '=', patient)
    .where('masque.vise', 'like', 'RelatedPerson/%')
    .execute();
  return lignes.map(({ type, id }) => `${type}/${id}`);
}

export const objetDe = (id: string): string => `exercice/${id}`;

/** Who holds each request today, by its object. */
export async function porteurs(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const lignes = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.objet', 'main_ouverte.qui_nom'])
    .where('main_ouverte.objet', 'in', ids.map(objetDe))
    .where('main_ouverte.etat', '<>', 'termine')
    .execute();
  return new Map(lignes.map(({ objet, qui_nom: nom }) => [objet.replace('exercice/', ''), nom ?? '']));
}
