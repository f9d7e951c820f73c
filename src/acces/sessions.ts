import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Gisement } from '#lib/coffre/gisements.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { nouveauSecret } from '#lib/ids.ts';
import type { Acteur } from './acteur.ts';
import type { TablesClients } from './clients/tables.ts';
import { acteurDe } from './situations.ts';
import type { TablesAcces } from './tables.ts';

export { acteurDe, situationsDe, type Situation } from './situations.ts';

/** Session rules (AUTH-04 [D]): 30 minutes idle, 15 on a shared computer, 12 hours at most. */
export const INACTIVITE_MS = 30 * 60_000;
export const INACTIVITE_POSTE_PARTAGE_MS = 15 * 60_000;
export const DUREE_MAX_MS = 12 * 3_600_000;
/** The time of last use is written at most this often: a read must not cost a write. */
const PRECISION_VU_MS = 60_000;

export type MoyenDeSession = 'psc' | 'passkey';

export interface SessionOuverte {
  /** Names the session without opening it. */
  readonly id: string;
  readonly compte: string;
  readonly prenom: string;
  readonly nom: string;
  readonly moyen: MoyenDeSession;
  /** Sealed. */
  readonly jetonPsc: string | null;
  readonly partage: boolean;
  readonly expireLe: Date;
  readonly delegation: string | null;
  /** Last proof of identity, in real time. */
  readonly elevee: Date | undefined;
  /** Undefined while the person has not chosen among several practice situations. */
  readonly acteur: Acteur | undefined;
}

export interface NouvelleSession {
  readonly compte: string;
  readonly affectation: string | undefined;
  readonly moyen: MoyenDeSession;
  /** Sealed, in the context `contexteDuJetonPsc`. */
  readonly jetonPsc?: string | undefined;
  readonly niveau?: string | undefined;
  readonly partage?: boolean | undefined;
  readonly appareil?: string | undefined;
  readonly adresse?: string | undefined;
  readonly pscSujet?: string | undefined;
  readonly pscSid?: string | undefined;
}

export const contexteDuJetonPsc = (compte: string): string => `session.jeton_psc/${compte}`;

export const gisementDesJetonsPsc: Gisement = {
  domaine: 'commun',
  table: 'session',
  cle: 'id',
  colonne: 'jeton_psc',
  forme: 'texte',
  contexte: { prefixe: 'session.jeton_psc', colonne: 'compte' },
};

/** What the database keeps of a session secret. */
export const empreinteDeSession = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const inactiviteMs = (partage: boolean): number => (partage ? INACTIVITE_POSTE_PARTAGE_MS : INACTIVITE_MS);

/** Opens a session and returns its secret for the cookie. Only its fingerprint is stored. Signing in is a proof of identity. */
export async function ouvrirSession(base: Base, session: NouvelleSession, maintenant: Date): Promise<string> {
  const secret = nouveauSecret();
  await base.commun<TablesAcces, void>(async (sql) => {
    await sql
      .insertInto('session')
      .values({
        empreinte: empreinteDeSession(secret),
        compte: session.compte,
        affectation: session.affectation ?? null,
        moyen: session.moyen,
        cree_le: maintenant,
        vu_le: maintenant,
        expire_le: new Date(maintenant.getTime() + DUREE_MAX_MS),
        elevee_le: maintenant,
        niveau: session.niveau ?? null,
        partage: session.partage ?? false,
        appareil: (session.appareil ?? '').slice(0, 80),
        adresse: (session.adresse ?? '').slice(0, 60),
        jeton_psc: session.jetonPsc ?? null,
        psc_sujet: session.pscSujet ?? null,
        psc_sid: session.pscSid ?? null,
      })
      .execute();
    await sql.updateTable('compte').set({ vu_le: maintenant }).where('compte.id', '=', session.compte).execute();
  });
  return secret;
}

/**
 * The person behind a session cookie; undefined when unknown, idle too long, too old, closed, or the account is suspended.
 * `presence: false` when nobody is behind the request (live stream, refresh of a screen left alone): the session goes on idling.
 */
export async function lireSession(
  base: Base,
  secret: string,
  maintenant: Date,
  presence = true,
): Promise<SessionOuverte | undefined> {
  return base.commun<TablesAcces, SessionOuverte | undefined>((sql) =>
    lire(sql, { empreinte: empreinteDeSession(secret) }, maintenant, presence),
  );
}

/** Same, by the name of the session: for a stream already open, whatever became of its cookie. */
export async function relireSession(base: Base, id: string, maintenant: Date): Promise<SessionOuverte | undefined> {
  return base.commun<TablesAcces, SessionOuverte | undefined>((sql) => lire(sql, { id }, maintenant, false));
}

async function lire(
  sql: Kysely<TablesAcces>,
  par: { readonly empreinte: string } | { readonly id: string },
  maintenant: Date,
  presence: boolean,
): Promise<SessionOuverte | undefined> {
  const ligne = await sql
    .selectFrom('session')
    .innerJoin('compte', 'compte.id', 'session.compte')
    .select(['session.id', 'session.vu_le', 'session.affectation', 'session.moyen', 'session.jeton_psc'])
    .select(['session.partage', 'session.expire_le', 'session.elevee_le', 'session.niveau', 'session.delegation'])
    .select(['compte.id as compte', 'compte.prenom', 'compte.nom'])
    .where((ou) => ('id' in par ? ou('session.id', '=', par.id) : ou('session.empreinte', '=', par.empreinte)))
    .where('session.expire_le', '>', maintenant)
    .where('compte.etat', '=', 'actif')
    .executeTakeFirst();
  if (ligne === undefined) return undefined;
  const depuis = maintenant.getTime() - ligne.vu_le.getTime();
  if (depuis >= inactiviteMs(ligne.partage)) return undefined;
  if (presence && depuis > PRECISION_VU_MS)
    await sql.updateTable('session').set({ vu_le: maintenant }).where('session.id', '=', ligne.id).execute();
  const acteur =
    ligne.affectation === null
      ? undefined
      : await acteurDe(sql, ligne.affectation, ligne.id, maintenant, ligne.delegation);
  return {
    id: ligne.id,
    compte: ligne.compte,
    prenom: ligne.prenom,
    nom: ligne.nom,
    moyen: ligne.moyen,
    jetonPsc: ligne.jeton_psc,
    partage: ligne.partage,
    expireLe: ligne.expire_le,
    delegation: ligne.delegation,
    elevee: ligne.elevee_le ?? undefined,
    acteur: acteur === undefined ? undefined : { ...acteur, connexion: connexionDe(ligne) },
  };
}

function connexionDe(ligne: { moyen: MoyenDeSession; niveau: string | null; elevee_le: Date | null }) {
  return {
    moyen: ligne.moyen,
    ...(ligne.niveau === null ? {} : { niveau: ligne.niveau }),
    ...(ligne.elevee_le === null ? {} : { elevee: ligne.elevee_le }),
  };
}

export async function fermerSession(base: Base, secret: string): Promise<void> {
  await base.commun<TablesAcces, unknown>((sql) =>
    sql.deleteFrom('session').where('session.empreinte', '=', empreinteDeSession(secret)).execute(),
  );
}

/**
 * The person proved again who they are: the session is raised, under a new secret. What applications opened in it follows.
 * Undefined when the session is no longer there, or is not this person’s.
 */
export async function eleverSession(
  base: Base,
  session: { readonly id: string; readonly compte: string },
  maintenant: Date,
): Promise<string | undefined> {
  const secret = nouveauSecret();
  const nouvelle = empreinteDeSession(secret);
  return base.commun<TablesAcces, string | undefined>(async (sql) => {
    const avant = await sql
      .selectFrom('session')
      .select('session.empreinte')
      .where('session.id', '=', session.id)
      .where('session.compte', '=', session.compte)
      .forUpdate()
      .executeTakeFirst();
    if (avant === undefined) return undefined;
    await sql
      .updateTable('session')
      .set({ empreinte: nouvelle, elevee_le: maintenant, vu_le: maintenant })
      .where('session.id', '=', session.id)
      .execute();
    const clients = sql as unknown as Kysely<TablesClients>;
    await clients
      .updateTable('client_code')
      .set({ session: nouvelle })
      .where('session', '=', avant.empreinte)
      .execute();
    await clients
      .updateTable('client_jeton')
      .set({ session: nouvelle })
      .where('session', '=', avant.empreinte)
      .execute();
    return secret;
  });
}

/** Changes what one comes as, without signing in again; acting for somebody else stops. False when it is not one of theirs. */
export async function choisirSituation(base: Base, secret: string, affectation: string): Promise<boolean> {
  return base.commun<TablesAcces, boolean>(async (sql) => {
    const change = await sql
      .updateTable('session')
      .set({ affectation, delegation: null })
      .where('session.empreinte', '=', empreinteDeSession(secret))
      .where('session.compte', 'in', (eb) =>
        eb.selectFrom('affectation').select('affectation.compte').where('affectation.id', '=', affectation),
      )
      .returning('session.empreinte')
      .executeTakeFirst();
    return change !== undefined;
  });
}
