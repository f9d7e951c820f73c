import type { Kysely } from 'kysely';
import { nouveauSecret } from '#lib/ids.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { acteurDe } from '../sessions.ts';
import { faireOublier } from './depot-clients.ts';
import { empreinteDe } from './empreinte.ts';
import type { TablesClients } from './tables.ts';

/** An access token lives five minutes. A right withdrawn is looked at again much sooner (`reconnaissance.ts`). */
export const VIE_ACCES_S = 300;
/** An unused refresh token ends after 30 days, and a whole authorisation after 90: then the person says yes again. */
const VIE_RAFRAICHISSEMENT_MS = 30 * 24 * 3_600_000;
const VIE_AUTORISATION_MS = 90 * 24 * 3_600_000;

/** What was granted, once: all tokens of one authorisation carry the same. */
export interface Octroi {
  readonly client: string;
  readonly permissions: string;
  readonly lignee: string;
  readonly affectation?: string | undefined;
  /** Fingerprint of the session that must still be open for a renewal (`online_access`). */
  readonly session?: string | undefined;
  readonly patient?: string | undefined;
  readonly finLe?: Date | undefined;
}

export interface JetonsDonnes {
  readonly acces: string;
  readonly rafraichissement: string | undefined;
}

/** Gives an access token, and a refresh token when asked. Old dead rows of the same client are swept on the way. */
export function donnerJetons(
  base: Base,
  octroi: Octroi,
  options: { readonly renouvelable: boolean },
  maintenant: Date,
): Promise<JetonsDonnes> {
  return base.commun<TablesClients, JetonsDonnes>(async (sql) => {
    await sql
      .deleteFrom('client_jeton')
      .where('client_jeton.client', '=', octroi.client)
      .where('client_jeton.expire_le', '<', new Date(maintenant.getTime() - 24 * 3_600_000))
      .execute();
    return poser(sql, octroi, options.renouvelable, maintenant);
  });
}

export async function poser(
  sql: Kysely<TablesClients>,
  octroi: Octroi,
  renouvelable: boolean,
  maintenant: Date,
): Promise<JetonsDonnes> {
  const fin = octroi.finLe ?? new Date(maintenant.getTime() + VIE_AUTORISATION_MS);
  const ligne = (nature: 'acces' | 'rafraichissement', secret: string, vieMs: number) => ({
    empreinte: empreinteDe(secret),
    nature,
    client: octroi.client,
    affectation: octroi.affectation ?? null,
    session: octroi.session ?? null,
    permissions: octroi.permissions,
    patient: octroi.patient ?? null,
    lignee: octroi.lignee,
    cree_le: maintenant,
    expire_le: new Date(Math.min(maintenant.getTime() + vieMs, fin.getTime())),
    fin_le: fin,
    utilise_le: null,
    revoque_le: null,
  });
  const acces = nouveauSecret();
  const rafraichissement = renouvelable ? nouveauSecret() : undefined;
  const lignes = [
    ligne('acces', acces, VIE_ACCES_S * 1000),
    ...(rafraichissement === undefined ? [] : [ligne('rafraichissement', rafraichissement, VIE_RAFRAICHISSEMENT_MS)]),
  ];
  await sql.insertInto('client_jeton').values(lignes).execute();
  return { acces, rafraichissement };
}

/** What a code or a refresh token gave; `rejoue` when it had already served, `ferme` when the person may no longer. */
export type Echange = { readonly octroi: Octroi; readonly jetons: JetonsDonnes } | 'inconnu' | 'rejoue' | 'ferme';

/**
 * Uses up a refresh token of this client and gives new ones, in one transaction. One that had already served ends the whole
 * authorisation: one of the two who showed it is not who it should be (RFC 6749 §10.4). `reduire` gives the permissions of
 * the new tokens from the old ones.
 */
export function renouveler(
  base: Base,
  demande: { readonly jeton: string; readonly client: string; readonly reduire: (permissions: string) => string },
  maintenant: Date,
): Promise<Echange> {
  const empreinte = empreinteDe(demande.jeton);
  return base.commun<TablesClients, Echange>(async (sql) => {
    const pris = await sql
      .updateTable('client_jeton')
      .set({ utilise_le: maintenant })
      .where('client_jeton.empreinte', '=', empreinte)
      .where('client_jeton.nature', '=', 'rafraichissement')
      .where('client_jeton.client', '=', demande.client)
      .where('client_jeton.utilise_le', 'is', null)
      .where('client_jeton.revoque_le', 'is', null)
      .where('client_jeton.expire_le', '>', maintenant)
      .returning(['client_jeton.permissions', 'client_jeton.lignee', 'client_jeton.affectation'])
      .returning(['client_jeton.session', 'client_jeton.patient', 'client_jeton.fin_le'])
      .executeTakeFirst();
    if (pris === undefined) return rejeuOuInconnu(sql, empreinte, demande.client, maintenant);
    const octroi: Octroi = {
      client: demande.client,
      permissions: demande.reduire(pris.permissions),
      lignee: pris.lignee,
      affectation: pris.affectation ?? undefined,
      session: pris.session ?? undefined,
      patient: pris.patient ?? undefined,
      finLe: pris.fin_le,
    };
    if (!(await encorePermis(sql, octroi, maintenant))) return 'ferme';
    return { octroi, jetons: await poser(sql, octroi, true, maintenant) };
  });
}

async function rejeuOuInconnu(
  sql: Kysely<TablesClients>,
  empreinte: string,
  client: string,
  maintenant: Date,
): Promise<'inconnu' | 'rejoue'> {
  const connu = await sql
    .selectFrom('client_jeton')
    .select(['client_jeton.lignee', 'client_jeton.utilise_le'])
    .where('client_jeton.empreinte', '=', empreinte)
    .where('client_jeton.nature', '=', 'rafraichissement')
    .where('client_jeton.client', '=', client)
    .executeTakeFirst();
  if (connu === undefined || connu.utilise_le === null) return 'inconnu';
  await finirLignee(sql, connu.lignee, client, maintenant);
  return 'rejoue';
}

/** The person still works there, and the session is still open when the authorisation hangs on it. */
export async function encorePermis(sql: Kysely<TablesClients>, octroi: Octroi, maintenant: Date): Promise<boolean> {
  if (octroi.affectation === undefined) return true;
  if ((await acteurDe(sql, octroi.affectation, '', maintenant)) === undefined) return false;
  if (octroi.session === undefined) return true;
  const ouverte = await sql
    .selectFrom('session')
    .select('session.empreinte')
    .where('session.empreinte', '=', octroi.session)
    .where('session.expire_le', '>', maintenant)
    .executeTakeFirst();
  return ouverte !== undefined;
}

/** Ends one authorisation: every token of it, in every process. */
export async function finirLignee(
  sql: Kysely<TablesClients>,
  lignee: string,
  client: string,
  maintenant: Date,
): Promise<void> {
  // Waits for a renewal under way, so that the tokens it gave are seen by the next statement.
  await sql
    .selectFrom('client_jeton')
    .select('client_jeton.empreinte')
    .where('client_jeton.lignee', '=', lignee)
    .orderBy('client_jeton.empreinte')
    .forUpdate()
    .execute();
  await sql
    .updateTable('client_jeton')
    .set({ revoque_le: maintenant })
    .where('client_jeton.lignee', '=', lignee)
    .where('client_jeton.client', '=', client)
    .where('client_jeton.revoque_le', 'is', null)
    .execute();
  await faireOublier(sql, client);
}

/**
 * Revokes a token its own client gives back (RFC 7009): a refresh token ends the whole authorisation, an access token itself.
 * `autre`: it is another client's, nothing was touched.
 */
export function revoquerJeton(
  base: Base,
  jeton: string,
  client: string,
  maintenant: Date,
): Promise<'fait' | 'inconnu' | 'autre'> {
  return base.commun<TablesClients, 'fait' | 'inconnu' | 'autre'>(async (sql) => {
    const empreinte = empreinteDe(jeton);
    const ligne = await sql
      .selectFrom('client_jeton')
      .select(['client_jeton.client', 'client_jeton.nature', 'client_jeton.lignee'])
      .where('client_jeton.empreinte', '=', empreinte)
      .executeTakeFirst();
    if (ligne === undefined) return 'inconnu';
    if (ligne.client !== client) return 'autre';
    if (ligne.nature === 'rafraichissement') {
      await finirLignee(sql, ligne.lignee, client, maintenant);
      return 'fait';
    }
    await sql
      .updateTable('client_jeton')
      .set({ revoque_le: maintenant })
      .where('client_jeton.empreinte', '=', empreinte)
      .execute();
    await faireOublier(sql, client);
    return 'fait';
  });
}

export interface InfoJeton {
  readonly client: string;
  readonly territoire: string;
  readonly permissions: string;
  readonly patient: string | undefined;
  readonly affectation: string | undefined;
  readonly donneLe: Date;
  readonly expireLe: Date;
}

/** A token that still works, of either nature, of a software that may still come in; undefined otherwise. */
export function lireInfoJeton(base: Base, jeton: string, maintenant: Date): Promise<InfoJeton | undefined> {
  return base.commun<TablesClients, InfoJeton | undefined>(async (sql) => {
    const ligne = await sql
      .selectFrom('client_jeton')
      .innerJoin('client', 'client.id', 'client_jeton.client')
      .select(['client_jeton.client', 'client_jeton.permissions', 'client_jeton.patient', 'client_jeton.affectation'])
      .select(['client_jeton.cree_le as donneLe', 'client_jeton.expire_le as expireLe', 'client.territoire'])
      .where('client_jeton.empreinte', '=', empreinteDe(jeton))
      .where('client_jeton.revoque_le', 'is', null)
      .where('client_jeton.utilise_le', 'is', null)
      .where('client_jeton.expire_le', '>', maintenant)
      .where('client.suspendu_le', 'is', null)
      .where((ou) => ou.or([ou('client.fin_le', 'is', null), ou('client.fin_le', '>', maintenant)]))
      .executeTakeFirst();
    if (ligne === undefined) return undefined;
    return { ...ligne, patient: ligne.patient ?? undefined, affectation: ligne.affectation ?? undefined };
  });
}
