import { sql } from 'kysely';
import type { Patient } from '@medplum/fhirtypes';
import type { Identifiee, Lue, TypeFhir } from '#fhir/types.ts';
import { reprojeterCercle } from '#modules/cercle/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { tables } from '../tables.ts';
import type { Paire } from './deplacer.ts';
import { creesDepuis, effacer, elementsDe, lireElements, lireLaVersion, reecrire, type Reecriture } from './magasin.ts';
import { enJson, rendreReferences } from './references.ts';

type Element = {
  readonly genre: string;
  readonly cle: string;
  readonly version_avant: number | null;
  readonly version_apres: number | null;
};

/**
 * Puts back what a merge moved. Untouched since: the text of before, byte for byte. Changed since: only the references turn back, the
 * change stays. What was written on the kept file after the merge stays there, and is given to be looked at.
 */
export async function remettre(tx: Transaction, paire: Paire, faiteLe: Date): Promise<readonly string[]> {
  const elements = await tables(tx)
    .selectFrom('fusion_element')
    .selectAll('fusion_element')
    .where('fusion_element.fusion', '=', paire.fusion)
    .orderBy('fusion_element.cle')
    .execute();
  const ressources = elements.filter(({ genre }) => genre === 'ressource');
  const lus = await lireElements(
    tx,
    ressources.map(({ cle }) => cle),
  );
  const reecritures: Reecriture[] = [];
  for (const element of ressources) {
    const lue = lus.get(element.cle);
    const rendue = lue === undefined ? undefined : await rendre(tx, element, lue, paire);
    if (rendue !== undefined) reecritures.push(rendue);
  }
  await reecrire(tx, reecritures);
  await remettreLesLignes(tx, elements, paire);
  for (const element of elements) if (element.genre === 'cercle') await remettreLeCercle(tx, element);
  await reprojeterCercle(tx, paire.garde);
  await reprojeterCercle(tx, paire.absorbe);
  return ecritsDepuis(tx, paire, faiteLe, new Set(ressources.map(({ cle }) => cle)));
}

async function rendre(
  tx: Transaction,
  { cle, version_avant: avant, version_apres: apres }: Element,
  { ressource, version }: Lue<TypeFhir>,
  { garde, absorbe }: Paire,
): Promise<Reecriture | undefined> {
  const originale = avant === null ? undefined : await lireLaVersion(tx, cle, avant);
  if (originale === undefined) return undefined;
  if (version === apres) return { ressource: originale, attendue: version };
  const rendue =
    ressource.resourceType === 'Patient'
      ? separerFiche(ressource, originale as Identifiee<Patient>, ressource.id === garde ? absorbe : garde)
      : (rendreReferences(
          enJson(ressource),
          enJson(originale),
          `Patient/${absorbe}`,
          `Patient/${garde}`,
        ) as unknown as Identifiee);
  return { ressource: rendue, attendue: version };
}

/** A file corrected since the merge keeps its corrections: only what the merge had added goes. */
function separerFiche(
  actuelle: Identifiee<Patient>,
  originale: Identifiee<Patient>,
  autre: string,
): Identifiee<Patient> {
  const { link, active: _active, identifier, ...reste } = actuelle;
  const liens = (link ?? []).filter(({ other }) => other.reference !== `Patient/${autre}`);
  const connus = new Set((originale.identifier ?? []).map(({ value }) => value));
  const gardes = (identifier ?? []).filter(({ use, value }) => use !== 'old' || connus.has(value));
  return {
    ...reste,
    ...(originale.active === undefined ? {} : { active: originale.active }),
    ...(gardes.length === 0 ? {} : { identifier: gardes }),
    ...(liens.length === 0 ? {} : { link: liens }),
  };
}

async function remettreLesLignes(tx: Transaction, elements: readonly Element[], { absorbe }: Paire): Promise<void> {
  const cles = (genre: string): string[] => elements.filter((e) => e.genre === genre).map(({ cle }) => cle);
  const patient = { patient: absorbe };
  await tx.sql
    .updateTable('main_ouverte')
    .set(patient)
    .where(sql<boolean>`main_ouverte.objet = any(${cles('main')}::text[])`)
    .execute();
  await tx.sql
    .updateTable('piece')
    .set(patient)
    .where(sql<boolean>`piece.id = any(${cles('piece')}::text[])`)
    .execute();
  await tables(tx)
    .updateTable('fil_message')
    .set(patient)
    .where(sql<boolean>`fil_message.id = any(${cles('fil')}::text[])`)
    .execute();
  await sql`update masque set patient = ${absorbe} where type || '/' || id = any(${cles('ressource')}::text[])`.execute(
    tx.sql,
  );
}

/** A circle changed since the merge keeps its members: the coordinator takes out those of the other file by name. */
async function remettreLeCercle(
  tx: Transaction,
  { cle, version_avant: avant, version_apres: apres }: Element,
): Promise<void> {
  const reference = `CareTeam/${cle}`;
  const actuelle = (await lireElements(tx, [reference])).get(reference);
  if (actuelle === undefined || actuelle.version !== apres) return;
  if (avant === null) return effacer(tx, reference);
  const originale = await lireLaVersion(tx, reference, avant);
  if (originale !== undefined) await reecrire(tx, [{ ressource: originale, attendue: actuelle.version }]);
}

async function ecritsDepuis(
  tx: Transaction,
  { garde }: Paire,
  faiteLe: Date,
  deplaces: ReadonlySet<string>,
): Promise<readonly string[]> {
  const siens = (await elementsDe(tx, garde)).filter((reference) => !deplaces.has(reference));
  if (siens.length === 0) return [];
  return creesDepuis(tx, siens, faiteLe);
}
