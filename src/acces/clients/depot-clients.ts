import { sql as fragment, type Kysely, type Selectable } from 'kysely';
import { z } from 'zod';
import { FAMILLES } from '#fhir/types.ts';
import { lireCodeTerritoire, type Base, type CodeTerritoire } from '#lib/sql/connexion.ts';
import type { ClePublique } from './cles.ts';
import type { Client } from './modele.ts';
import { ecrirePermissions, lirePermissions } from './permissions.ts';
import type { TablesClients } from './tables.ts';

/** Channel that tells every process to forget what it remembers of one client. The payload is the id of the client. */
export const CANAL_JETONS = 'cordee_jetons';

type Ligne = Selectable<TablesClients['client']>;
const COLONNES = [
  'client.id',
  'client.territoire',
  'client.nom',
  'client.genre',
  'client.cles',
  'client.permissions',
  'client.familles',
  'client.retours',
  'client.lancement',
  'client.contact',
  'client.cree_le',
  'client.fin_le',
  'client.suspendu_le',
] as const;
const Cles = z.array(z.looseObject({ kid: z.string(), kty: z.enum(['RSA', 'EC']) }));
const Familles = z.array(z.enum(FAMILLES));

/** The row as the domain reads it. Throws when the row is not one we wrote: a fault, never a wider right. */
export function lireLigne(ligne: Ligne): Client {
  const permises = lirePermissions(ligne.permissions);
  if (!('lues' in permises)) throw new Error(`permissions du client ${ligne.id} illisibles`);
  return {
    id: ligne.id,
    territoire: lireCodeTerritoire(ligne.territoire),
    nom: ligne.nom,
    genre: ligne.genre,
    cles: Cles.parse(ligne.cles),
    permises: permises.lues,
    familles: Familles.parse(ligne.familles),
    retours: ligne.retours,
    lancement: ligne.lancement ?? undefined,
    contact: ligne.contact,
    creeLe: ligne.cree_le,
    finLe: ligne.fin_le ?? undefined,
    suspenduLe: ligne.suspendu_le ?? undefined,
  };
}

export function clientParId(base: Base, id: string): Promise<Client | undefined> {
  return base.commun<TablesClients, Client | undefined>((sql) => clientDans(sql, id));
}

export async function clientDans(sql: Kysely<TablesClients>, id: string): Promise<Client | undefined> {
  const ligne = await sql.selectFrom('client').select(COLONNES).where('client.id', '=', id).executeTakeFirst();
  return ligne === undefined ? undefined : lireLigne(ligne);
}

export function clientsDe(base: Base, territoire: CodeTerritoire): Promise<readonly Client[]> {
  return base.commun<TablesClients, Client[]>(async (sql) => {
    const lignes = await sql
      .selectFrom('client')
      .select(COLONNES)
      .where('client.territoire', '=', territoire)
      .orderBy('client.nom')
      .orderBy('client.id')
      .execute();
    return lignes.map(lireLigne);
  });
}

/** Sites that applications still allowed in return to: a page of theirs may call us from a browser. */
export function originesDesApplications(
  base: Base,
  territoires: readonly CodeTerritoire[],
  maintenant: Date,
): Promise<ReadonlySet<string>> {
  return base.commun<TablesClients, ReadonlySet<string>>(async (sql) => {
    const lignes = await sql
      .selectFrom('client')
      .select('client.retours')
      .where('client.genre', '=', 'application')
      .where('client.territoire', 'in', territoires.length === 0 ? [''] : territoires)
      .where('client.suspendu_le', 'is', null)
      .where((ou) => ou.or([ou('client.fin_le', 'is', null), ou('client.fin_le', '>', maintenant)]))
      .execute();
    return new Set(lignes.flatMap((l) => l.retours.map((retour) => new URL(retour).origin)));
  });
}

export async function inscrireClient(base: Base, client: Client): Promise<void> {
  await base.commun<TablesClients, unknown>((sql) =>
    sql
      .insertInto('client')
      .values({
        id: client.id,
        territoire: client.territoire,
        nom: client.nom,
        genre: client.genre,
        cles: JSON.stringify(client.cles),
        permissions: ecrirePermissions(client.permises),
        familles: [...client.familles],
        retours: [...client.retours],
        lancement: client.lancement ?? null,
        contact: client.contact,
        cree_le: client.creeLe,
        fin_le: client.finLe ?? null,
        suspendu_le: client.suspenduLe ?? null,
      })
      .execute(),
  );
}

/** Suspends (an instant) or lets in again (undefined). Its tokens stop everywhere at commit. */
export async function changerSuspension(base: Base, id: string, suspenduLe: Date | undefined): Promise<void> {
  await base.commun<TablesClients, void>(async (sql) => {
    await sql
      .updateTable('client')
      .set({ suspendu_le: suspenduLe ?? null })
      .where('client.id', '=', id)
      .execute();
    await faireOublier(sql, id);
  });
}

/** New keys; every token obtained with the old ones is dead. */
export async function changerCles(
  base: Base,
  id: string,
  cles: readonly ClePublique[],
  maintenant: Date,
): Promise<void> {
  await base.commun<TablesClients, void>(async (sql) => {
    await sql
      .updateTable('client')
      .set({ cles: JSON.stringify(cles) })
      .where('client.id', '=', id)
      .execute();
    await sql
      .updateTable('client_jeton')
      .set({ revoque_le: maintenant })
      .where('client_jeton.client', '=', id)
      .where('client_jeton.revoque_le', 'is', null)
      .execute();
    await faireOublier(sql, id);
  });
}

/** At commit, every process reads this client's tokens again. */
export async function faireOublier(sql: Kysely<TablesClients>, client: string): Promise<void> {
  await fragment`select pg_notify(${CANAL_JETONS}, ${client})`.execute(sql);
}

/** Remembers that an assertion has served; false when it already had. One committed step, whatever follows. */
export function consommerAssertion(
  base: Base,
  assertion: { readonly client: string; readonly jti: string; readonly oublierLe: Date },
  maintenant: Date,
): Promise<boolean> {
  return base.commun<TablesClients, boolean>(async (sql) => {
    await sql.deleteFrom('client_assertion').where('client_assertion.expire_le', '<', maintenant).execute();
    const posee = await sql
      .insertInto('client_assertion')
      .values({ client: assertion.client, jti: assertion.jti, expire_le: assertion.oublierLe })
      .onConflict((conflit) => conflit.columns(['client', 'jti']).doNothing())
      .returning('client_assertion.jti')
      .executeTakeFirst();
    return posee !== undefined;
  });
}
