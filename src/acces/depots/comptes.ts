import type { Base } from '#lib/sql/connexion.ts';
import type { TablesAcces } from '../tables.ts';

export interface CompteTrouve {
  readonly id: string;
  readonly idnps: string | null;
  readonly prenom: string;
  readonly nom: string;
  readonly etat: 'actif' | 'suspendu';
}

/** The account of a professional known by their national identifier. One provider per house: the identifier is the key. */
export function compteParIdnps(base: Base, idnps: string): Promise<CompteTrouve | undefined> {
  return base.commun<TablesAcces, CompteTrouve | undefined>((sql) =>
    sql
      .selectFrom('compte')
      .select(['compte.id', 'compte.idnps', 'compte.prenom', 'compte.nom', 'compte.etat'])
      .where('compte.idnps', '=', idnps)
      .executeTakeFirst(),
  );
}

export function compteParId(base: Base, id: string): Promise<CompteTrouve | undefined> {
  return base.commun<TablesAcces, CompteTrouve | undefined>((sql) =>
    sql
      .selectFrom('compte')
      .select(['compte.id', 'compte.idnps', 'compte.prenom', 'compte.nom', 'compte.etat'])
      .where('compte.id', '=', id)
      .executeTakeFirst(),
  );
}

export function nomDuTerritoire(base: Base, code: string): Promise<string> {
  return base.commun<TablesAcces, string>(async (sql) => {
    const ligne = await sql
      .selectFrom('territoire')
      .select('territoire.nom')
      .where('territoire.code', '=', code)
      .executeTakeFirst();
    return ligne?.nom ?? code;
  });
}

/** How an account may prove who it is: a card (Pro Santé Connect), keys of its own. */
export function moyensDuCompte(base: Base, id: string): Promise<{ readonly carte: boolean; readonly cles: boolean }> {
  return base.commun<TablesAcces, { carte: boolean; cles: boolean }>(async (sql) => {
    const compte = await sql.selectFrom('compte').select('compte.idnps').where('compte.id', '=', id).executeTakeFirst();
    const cle = await sql
      .selectFrom('passkey')
      .select('passkey.id')
      .where('passkey.compte', '=', id)
      .executeTakeFirst();
    return { carte: typeof compte?.idnps === 'string', cles: cle !== undefined };
  });
}
