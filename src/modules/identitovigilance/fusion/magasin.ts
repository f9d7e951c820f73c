import { sql } from 'kysely';
import { porteeSysteme } from '#acces/portee.ts';
import { compartimentPatient } from '#fhir/definitions/index.ts';
import { sceauDe } from '#fhir/identite/index.ts';
import { ecrireLot, type EcritureFhir } from '#fhir/store/ecriture.ts';
import { lireVersion } from '#fhir/store/lecture.ts';
import { lireReference, type Identifiee, type Lue, type TypeFhir } from '#fhir/types.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import type { Transaction } from '#socle/transaction.ts';

/** Deciding on identities looks at the whole territory; each use is traced by its action. */
export const IDENTITOVIGILANCE = porteeSysteme('identitovigilance');

/** Written in one statement each: enough for the thickest file in a few. */
const PAQUET = 100;

const PARAMETRES = (): readonly string[] => [
  ...new Set([...[...compartimentPatient().values()].flat(), 'focus', 'member', 'target', 'entity', 'about', 'link']),
];

/** `Type/id` of everything that is about a person or names her, her own file and circle aside. */
export async function elementsDe(tx: Transaction, patient: string): Promise<readonly string[]> {
  const refs = PARAMETRES().map((parametre) => `${parametre}=Patient/${patient}`);
  const lignes = await tx.sql
    .selectFrom('resource')
    .select(['resource.type', 'resource.id'])
    .where('resource.supprime', '=', false)
    .where(sql<boolean>`(resource.patient = ${patient} or resource.refs && ${refs}::text[])`)
    .where(sql<boolean>`not (resource.type in ('Patient', 'CareTeam') and resource.id = ${patient})`)
    .where(IDENTITOVIGILANCE.condition('resource'))
    .orderBy('resource.type')
    .orderBy('resource.id')
    .execute();
  return lignes.map(({ type, id }) => `${type}/${id}`);
}

/** Those of these elements whose first version came after an instant. */
export async function creesDepuis(
  tx: Transaction,
  references: readonly string[],
  instant: Date,
): Promise<readonly string[]> {
  const lignes = await tx.sql
    .selectFrom('resource_history')
    .select(['resource_history.type', 'resource_history.id'])
    .where('resource_history.version', '=', 1)
    .where('resource_history.le', '>', instant)
    .where(sql<boolean>`resource_history.type || '/' || resource_history.id = any(${[...references]}::text[])`)
    .execute();
  return lignes.map(({ type, id }) => `${type}/${id}`);
}

/** Current versions, by reference; deleted ones are absent. */
export async function lireElements(
  tx: Transaction,
  references: readonly string[],
): Promise<ReadonlyMap<string, Lue<TypeFhir>>> {
  const parType = Map.groupBy(references, (reference) => reference.split('/')[0] ?? '');
  const lus = new Map<string, Lue<TypeFhir>>();
  for (const [type, siennes] of parType) {
    const ids = siennes.map((reference) => reference.slice(type.length + 1));
    for (const lue of await tx.magasin.chercher(type as TypeFhir, { ids, limite: ids.length }, IDENTITOVIGILANCE))
      lus.set(`${type}/${lue.ressource.id}`, lue);
  }
  return lus;
}

/** One past version of an element; undefined when it does not exist. */
export async function lireLaVersion(
  tx: Transaction,
  reference: string,
  version: number,
): Promise<Identifiee | undefined> {
  const cible = lireReference(reference);
  if (cible === undefined) return undefined;
  const ligne = await lireVersion(interrogerAvec(tx.sql), cible.type, cible.id, version, IDENTITOVIGILANCE);
  return ligne === undefined ? undefined : (JSON.parse(ligne.texte) as Identifiee);
}

export interface Reecriture {
  readonly ressource: Identifiee;
  readonly attendue: number;
}

/** Writes all of them, readers kept. Somebody who wrote one of them meanwhile makes the whole action start again. */
export async function reecrire(tx: Transaction, reecritures: readonly Reecriture[]): Promise<void> {
  for (let rang = 0; rang < reecritures.length; rang += PAQUET) {
    const paquet = reecritures.slice(rang, rang + PAQUET);
    const lecteurs = await lecteursDe(tx, paquet);
    await ecrire(
      tx,
      paquet.map(({ ressource, attendue }) => ({
        geste: 'ecrire',
        ressource,
        attendue,
        lecteurs: lecteurs.get(`${ressource.resourceType}/${ressource.id}`) ?? [],
      })),
    );
  }
}

export async function effacer(tx: Transaction, reference: string): Promise<void> {
  const cible = lireReference(reference);
  if (cible !== undefined) await ecrire(tx, [{ geste: 'supprimer', type: cible.type as TypeFhir, id: cible.id }]);
}

async function ecrire(tx: Transaction, ecritures: readonly EcritureFhir[]): Promise<void> {
  await ecrireLot(
    interrogerAvec(tx.sql),
    ecritures,
    { auteur: tx.acteur.id, le: tx.maintenant, traces: [], sceau: sceauDe(tx.coffre, tx.acteur.territoire) },
    IDENTITOVIGILANCE,
  );
}

async function lecteursDe(
  tx: Transaction,
  paquet: readonly Reecriture[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const references = paquet.map(({ ressource }) => `${ressource.resourceType}/${ressource.id}`);
  const lignes = await tx.sql
    .selectFrom('resource')
    .select(['resource.type', 'resource.id', 'resource.lecteurs'])
    .where(sql<boolean>`(resource.type, resource.id) in (
      select split_part(r, '/', 1), split_part(r, '/', 2) from unnest(${references}::text[]) as r)`)
    .where(IDENTITOVIGILANCE.condition('resource'))
    .execute();
  return new Map(lignes.map(({ type, id, lecteurs }) => [`${type}/${id}`, lecteurs]));
}
