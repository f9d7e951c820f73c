import { createHash } from 'node:crypto';
import { sql as fragment } from 'kysely';
import type { Base } from '#lib/sql/connexion.ts';
import type { TablesAcces } from '../tables.ts';

/** A confirmation awaited from a phone. Its name is in a cookie: like a session, only its fingerprint is kept. */
export interface DemandeGardee {
  readonly secret: string;
  readonly usage: 'connexion' | 'elevation';
  /** The session to raise; null when one is to be opened. */
  readonly session: string | null;
  readonly partage: boolean;
  readonly intervalleS: number;
  readonly expireLe: Date;
}

export type Tour =
  | 'finie'
  | (Pick<DemandeGardee, 'usage' | 'session' | 'partage' | 'intervalleS'> & {
      /** False: somebody asked less than an interval ago, it is too early to ask the service again. */
      readonly aLui: boolean;
      /** Undefined while the service has not been reached, or when nobody was called. */
      readonly requete: string | undefined;
    });

const PAS_DE_PLUS_S = 5;
const empreinte = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export function poserDemande(base: Base, demande: DemandeGardee, maintenant: Date): Promise<void> {
  const { secret, usage, session, partage, intervalleS, expireLe } = demande;
  return base.commun<TablesAcces, void>(async (sql) => {
    await sql.deleteFrom('demande_telephone').where('demande_telephone.expire_le', '<', maintenant).execute();
    await sql
      .insertInto('demande_telephone')
      .values({
        id: empreinte(secret),
        requete: '',
        usage,
        session,
        partage,
        intervalle_s: intervalleS,
        prochaine_le: maintenant,
        expire_le: expireLe,
      })
      .execute();
  });
}

/** The service took the request: from now on it can be asked about. */
export function relierDemande(
  base: Base,
  secret: string,
  { requete, intervalleS }: { readonly requete: string; readonly intervalleS: number },
): Promise<void> {
  return base.commun<TablesAcces, void>(async (sql) => {
    await sql
      .updateTable('demande_telephone')
      .set({ requete, intervalle_s: fragment<number>`greatest(intervalle_s, ${intervalleS})` })
      .where('demande_telephone.id', '=', empreinte(secret))
      .execute();
  });
}

/** One caller per interval may ask the service; the others wait. Unknown, expired or already answered: `finie`. */
export function prendreSonTour(base: Base, secret: string, maintenant: Date): Promise<Tour> {
  return base.commun<TablesAcces, Tour>(async (sql) => {
    const ligne = await sql
      .selectFrom('demande_telephone as d')
      .select(['d.requete', 'd.usage', 'd.session', 'd.partage', 'd.intervalle_s', 'd.prochaine_le'])
      .where('d.id', '=', empreinte(secret))
      .where('d.finie_le', 'is', null)
      .where('d.expire_le', '>', maintenant)
      .forUpdate()
      .executeTakeFirst();
    if (ligne === undefined) return 'finie';
    const aLui = ligne.prochaine_le <= maintenant;
    if (aLui)
      await sql
        .updateTable('demande_telephone')
        .set({ prochaine_le: new Date(maintenant.getTime() + ligne.intervalle_s * 1000) })
        .where('demande_telephone.id', '=', empreinte(secret))
        .execute();
    return {
      usage: ligne.usage,
      session: ligne.session,
      partage: ligne.partage,
      intervalleS: ligne.intervalle_s,
      aLui,
      requete: ligne.requete === '' ? undefined : ligne.requete,
    };
  });
}

/** The service asks for more time between two questions; returns the new interval, in seconds. */
export function ralentirDemande(base: Base, secret: string): Promise<number> {
  return base.commun<TablesAcces, number>(async (sql) => {
    const ligne = await sql
      .updateTable('demande_telephone')
      .set((e) => ({
        intervalle_s: e('intervalle_s', '+', PAS_DE_PLUS_S),
        prochaine_le: fragment<Date>`prochaine_le + make_interval(secs => ${PAS_DE_PLUS_S})`,
      }))
      .where('demande_telephone.id', '=', empreinte(secret))
      .returning('demande_telephone.intervalle_s')
      .executeTakeFirst();
    return ligne?.intervalle_s ?? PAS_DE_PLUS_S;
  });
}

/** True for the first only. */
export function finirDemande(base: Base, secret: string, maintenant: Date): Promise<boolean> {
  return base.commun<TablesAcces, boolean>(async (sql) => {
    const finie = await sql
      .updateTable('demande_telephone')
      .set({ finie_le: maintenant })
      .where('demande_telephone.id', '=', empreinte(secret))
      .where('demande_telephone.finie_le', 'is', null)
      .returning('demande_telephone.id')
      .executeTakeFirst();
    return finie !== undefined;
  });
}
