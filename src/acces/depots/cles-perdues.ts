import type { Base } from '#lib/sql/connexion.ts';
import type { Invitation } from '../passkey/invitation.ts';
import type { TablesAcces } from '../tables.ts';
import { ligneDInvitation, type PlaceInvitee } from './invitations.ts';

/** What a territory may do about the keys of somebody: outside its own tables, so given to it as one closed gesture. */
export interface ClesPerdues {
  /**
   * The keys of this account open nothing any more, its sessions close, and a new key may be registered with this invitation: together
   * or not at all. `ailleurs`: the account also works in another territory, which has not been asked.
   */
  remplacer(invitation: Invitation, place: PlaceInvitee): Promise<'faite' | 'ailleurs'>;
}

export function clesPerdues(base: Base): ClesPerdues {
  return {
    remplacer: (invitation, place) =>
      base.commun<TablesAcces, 'faite' | 'ailleurs'>(async (sql) => {
        const { compteId } = invitation;
        const autre = await sql
          .selectFrom('affectation')
          .select('affectation.id')
          .where('affectation.compte', '=', compteId)
          .where('affectation.territoire', '<>', place.territoire)
          .executeTakeFirst();
        if (autre !== undefined) return 'ailleurs';
        await sql.deleteFrom('passkey').where('passkey.compte', '=', compteId).execute();
        await sql.deleteFrom('session').where('session.compte', '=', compteId).execute();
        await sql
          .updateTable('invitation')
          .set({ annulee_le: invitation.creeLe })
          .where('invitation.compte', '=', compteId)
          .where('invitation.utilisee_le', 'is', null)
          .where('invitation.annulee_le', 'is', null)
          .execute();
        await sql.insertInto('invitation').values(ligneDInvitation(invitation, place)).execute();
        return 'faite';
      }),
  };
}
