import type { Base } from '#lib/sql/connexion.ts';
import type { TablesAcces } from '../tables.ts';

/**
 * Closes the sessions a checked notice of logout is about, and remembers the notice: it serves once. Returns how many closed; undefined
 * when this notice was already obeyed. Closing and remembering are one step: a cut in the middle leaves the notice to be sent again.
 */
export function fermerSelonAvis(
  base: Base,
  avis: {
    readonly issuer: string;
    readonly jti: string;
    readonly expireLe: Date;
    readonly sub: string | undefined;
    readonly sid: string | undefined;
  },
  maintenant: Date,
): Promise<number | undefined> {
  return base.commun<TablesAcces, number | undefined>(async (sql) => {
    await sql.deleteFrom('jeton_deconnexion').where('jeton_deconnexion.expire_le', '<', maintenant).execute();
    const nouvel = await sql
      .insertInto('jeton_deconnexion')
      .values({ emetteur: avis.issuer, jti: avis.jti, expire_le: avis.expireLe })
      .onConflict((conflit) => conflit.columns(['emetteur', 'jti']).doNothing())
      .returning('jeton_deconnexion.jti')
      .executeTakeFirst();
    if (nouvel === undefined) return undefined;
    const { sub, sid } = avis;
    const visees = sql.deleteFrom('session').returning('session.id');
    // A session of this person of which the service never told us the name closes too: better one too many.
    const fermees =
      sub === undefined
        ? await visees.where('session.psc_sid', '=', sid ?? '').execute()
        : await visees
            .where('session.psc_sujet', '=', sub)
            .where((ou) =>
              sid === undefined
                ? ou.lit(true)
                : ou.or([ou('session.psc_sid', '=', sid), ou('session.psc_sid', 'is', null)]),
            )
            .execute();
    return fermees.length;
  });
}
