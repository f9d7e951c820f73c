import type { Kysely, Selectable } from 'kysely';
import type { DepotPasskey, Passkey } from '../passkey/modele.ts';
import type { TablePasskey, TablesAcces } from '../tables.ts';

/** Keys of the accounts, in the transaction given. */
export function depotPasskeys(sql: Kysely<TablesAcces>): DepotPasskey {
  return {
    trouver: async (credentialId) => {
      const ligne = await lignes(sql).where('passkey.id', '=', credentialId).executeTakeFirst();
      return ligne === undefined ? undefined : lirePasskey(ligne);
    },
    lister: async (compteId) =>
      (await lignes(sql).where('passkey.compte', '=', compteId).orderBy('passkey.cree_le').execute()).map(lirePasskey),
    ajouter: async (cle) => {
      const ajoutee = await sql
        .insertInto('passkey')
        .values({
          id: cle.credentialId,
          compte: cle.compteId,
          cle_publique: cle.clePublique,
          compteur: cle.compteur,
          transports: [...cle.transports],
          sauvegardee: cle.sauvegardee,
          nom: cle.nom,
          cree_le: cle.creeLe,
          utilisee_le: null,
        })
        .onConflict((conflit) => conflit.column('id').doNothing())
        .returning('passkey.id')
        .executeTakeFirst();
      return ajoutee !== undefined;
    },
    majCompteur: async (credentialId, avant, apres, le) => {
      const notee = await sql
        .updateTable('passkey')
        .set({ compteur: apres, utilisee_le: le })
        .where('passkey.id', '=', credentialId)
        .where('passkey.compteur', '=', String(avant))
        .returning('passkey.id')
        .executeTakeFirst();
      return notee !== undefined;
    },
  };
}

/** Takes a key away from its account; false when it is not one of its keys. */
export async function retirerPasskey(
  sql: Kysely<TablesAcces>,
  compteId: string,
  credentialId: string,
): Promise<boolean> {
  const retiree = await sql
    .deleteFrom('passkey')
    .where('passkey.id', '=', credentialId)
    .where('passkey.compte', '=', compteId)
    .returning('passkey.id')
    .executeTakeFirst();
  return retiree !== undefined;
}

function lignes(sql: Kysely<TablesAcces>) {
  return sql
    .selectFrom('passkey')
    .select(['passkey.id', 'passkey.compte', 'passkey.cle_publique', 'passkey.compteur', 'passkey.transports'])
    .select(['passkey.sauvegardee', 'passkey.nom', 'passkey.cree_le', 'passkey.utilisee_le']);
}

function lirePasskey(ligne: Selectable<TablePasskey>): Passkey {
  return {
    credentialId: ligne.id,
    compteId: ligne.compte,
    clePublique: Uint8Array.from(ligne.cle_publique),
    compteur: Number(ligne.compteur),
    transports: ligne.transports,
    sauvegardee: ligne.sauvegardee,
    nom: ligne.nom,
    creeLe: ligne.cree_le,
    utiliseeLe: ligne.utilisee_le ?? undefined,
  };
}
