import type { Base } from '#lib/sql/connexion.ts';
import { INACTIVITE_MS, INACTIVITE_POSTE_PARTAGE_MS, type MoyenDeSession } from '../sessions.ts';
import type { TablesAcces } from '../tables.ts';

/** One place where a person is signed in, as that person recognises it. */
export interface MaSession {
  readonly id: string;
  readonly appareil: string;
  readonly adresse: string;
  readonly moyen: MoyenDeSession;
  readonly partage: boolean;
  readonly ouverteLe: Date;
  readonly vueLe: Date;
}

/** Sessions still open of one account, the most recently used first. */
export function sessionsOuvertes(base: Base, compte: string, maintenant: Date): Promise<readonly MaSession[]> {
  const depuis = (ms: number) => new Date(maintenant.getTime() - ms);
  return base.commun<TablesAcces, MaSession[]>(async (sql) => {
    const lignes = await sql
      .selectFrom('session')
      .select(['session.id', 'session.appareil', 'session.adresse', 'session.moyen', 'session.partage'])
      .select(['session.cree_le', 'session.vu_le'])
      .where('session.compte', '=', compte)
      .where('session.expire_le', '>', maintenant)
      .where((ou) =>
        ou.or([
          ou.and([ou('session.partage', '=', false), ou('session.vu_le', '>', depuis(INACTIVITE_MS))]),
          ou('session.vu_le', '>', depuis(INACTIVITE_POSTE_PARTAGE_MS)),
        ]),
      )
      .orderBy('session.vu_le', 'desc')
      .execute();
    return lignes.map(({ id, appareil, adresse, moyen, partage, cree_le: ouverteLe, vu_le: vueLe }) => ({
      id,
      appareil,
      adresse,
      moyen,
      partage,
      ouverteLe,
      vueLe,
    }));
  });
}

/** Closes one session of this account, or all but the one given. Returns how many closed: another account’s is never one of them. */
export function fermerMesSessions(
  base: Base,
  compte: string,
  lesquelles: { readonly id: string } | { readonly saufId: string },
): Promise<number> {
  return base.commun<TablesAcces, number>(async (sql) => {
    const miennes = sql.deleteFrom('session').where('session.compte', '=', compte).returning('session.id');
    const fermees =
      'id' in lesquelles
        ? await miennes.where('session.id', '=', lesquelles.id).execute()
        : await miennes.where('session.id', '<>', lesquelles.saufId).execute();
    return fermees.length;
  });
}
