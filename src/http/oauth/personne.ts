import type { Context } from 'hono';
import type { Acteur } from '#acces/acteur.ts';
import { empreinteDe } from '#acces/clients/empreinte.ts';
import { acteurDe } from '#acces/sessions.ts';
import type { TablesAcces } from '#acces/tables.ts';
import type { Env, Maison } from '../contexte.ts';

/** Who is in front of the screen: the person, the practice situation, the session by which it is known. */
export interface PersonnePresente {
  readonly acteur: Acteur;
  readonly affectation: string;
  readonly session: string;
}

/** The person of one practice situation in force; undefined when it ended. */
export function personneDeLAffectation(maison: Maison, affectation: string): Promise<Acteur | undefined> {
  return maison.socle.base.commun<TablesAcces, Acteur | undefined>((sql) =>
    acteurDe(sql, affectation, '', maison.horlogeReelle.maintenant()),
  );
}

/** The signed-in person of this request, once a practice situation is chosen. */
export async function personnePresente(maison: Maison, c: Context<Env>): Promise<PersonnePresente | undefined> {
  const acteur = c.get('acteur');
  const secret = c.get('secretSession');
  if (acteur?.genre !== 'compte' || secret === undefined) return undefined;
  const session = empreinteDe(secret);
  const ligne = await maison.socle.base.commun<TablesAcces, { affectation: string | null } | undefined>((sql) =>
    sql.selectFrom('session').select('session.affectation').where('session.empreinte', '=', session).executeTakeFirst(),
  );
  return ligne?.affectation == null ? undefined : { acteur, affectation: ligne.affectation, session };
}
