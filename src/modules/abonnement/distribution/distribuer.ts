import { sql, type Kysely } from 'kysely';
import type { Resource } from '@medplum/fhirtypes';
import { acteurSysteme } from '#acces/acteur.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Socle } from '#socle/executer.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { lireConditions } from '../definition/conditions.ts';
import { satisfait } from '../definition/satisfait.ts';
import { lireAbonnements, mettreEnRoute, verrouiller, type Abonnement } from '../store.ts';
import { tables, type TablesAbonnement } from '../tables.ts';
import { concerne, type Changement } from './changement.ts';
import { lirePage, type LigneDHistoire } from './curseur.ts';
import { noterEvenements, type EvenementDetecte } from './evenements.ts';

/**
 * One page of the history of a territory: what concerns a subscription becomes an event, and its notification is put on its way, in
 * the transaction that moves the cursor. Returns how many lines were read; 0 when all is told.
 */
export async function distribuer(socle: Socle, territoire: CodeTerritoire): Promise<number> {
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (brut) => {
    const base = tables(brut);
    const page = await lirePage(base);
    if (page === undefined || page.lignes.length === 0) return 0;
    const evenements = await detecter(base, page.lignes, `${socle.origine}/fhir`);
    await noterEvenements(base, evenements);
    const tx = new Transaction({
      ...socle,
      sql: brut,
      acteur: acteurSysteme(territoire, 'abonnement'),
      maintenant: socle.horloge.maintenant(),
    });
    for (const id of [...new Set(evenements.map((e) => e.abonnement))].sort()) await annoncer(tx, id);
    if (evenements.length > 0) tx.rafraichir('abonnement');
    await prevenirLesEcrans(tx);
    return page.lignes.length;
  });
}

/** Only an active subscription with an address is called; the others keep their events for when they come back, or for the stream. */
async function annoncer(tx: Transaction, id: string): Promise<void> {
  const abonnement = await verrouiller(tables(tx.sql), id);
  if (abonnement?.etat === 'actif') await mettreEnRoute(tx, abonnement, 'evenements');
}

async function detecter(
  base: Kysely<TablesAbonnement>,
  lignes: readonly LigneDHistoire[],
  adresse: string,
): Promise<readonly EvenementDetecte[]> {
  const regardees = lignes.filter((ligne) => ligne.abonnements.length > 0);
  if (regardees.length === 0) return [];
  const versions = await lireVersions(base, regardees);
  const abonnements = await lireAbonnements(base, [...new Set(regardees.flatMap((l) => l.abonnements))]);
  const juges = new Map(abonnements.map((a) => [a.id, jugeDe(a, adresse)]));
  return regardees.flatMap((ligne) => {
    const changement = changementDe(ligne, versions);
    return ligne.abonnements.flatMap((abonnement) => {
      const retenu = juges.get(abonnement)?.(changement);
      if (retenu === undefined) return [];
      const { seq, type, id, version, le } = ligne;
      return [{ abonnement, seq, type, id, version, le, geste: changement.geste, motif: retenu.motif }];
    });
  });
}

function jugeDe({ definition }: Abonnement, adresse: string) {
  const conditions = definition.filtres.flatMap((requete) => lireConditions(definition.type, requete, adresse));
  return (changement: Changement) => concerne(definition, changement, (ressource) => satisfait(conditions, ressource));
}

function changementDe(ligne: LigneDHistoire, versions: ReadonlyMap<string, Resource>): Changement {
  const { type, id, version, action, supprime } = ligne;
  return {
    geste: supprime ? 'delete' : action === 'creation' ? 'create' : 'update',
    avant: versions.get(`${type}/${id}/${version - 1}`),
    apres: supprime ? undefined : versions.get(`${type}/${id}/${version}`),
  };
}

/** Each version and the one before it, read as Cordée: what is decided here is only whom it concerns; the right is looked at when it is told. */
async function lireVersions(
  base: Kysely<TablesAbonnement>,
  lignes: readonly LigneDHistoire[],
): Promise<ReadonlyMap<string, Resource>> {
  const { rows } = await sql<{ type: string; id: string; version: number; contenu: Resource }>`
    select distinct on (h.type, h.id, h.version) h.type, h.id, h.version, h.contenu
    from unnest(${lignes.map((l) => l.type)}::text[], ${lignes.map((l) => l.id)}::text[], ${lignes.map((l) => l.version)}::int[])
      as v(type, id, version)
    join resource_history h on h.type = v.type and h.id = v.id and h.version between v.version - 1 and v.version
    where not h.supprime`.execute(base);
  return new Map(rows.map((r) => [`${r.type}/${r.id}/${r.version}`, r.contenu]));
}
