import type { TablesAcces } from '#acces/tables.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { MauvaisUsage } from './commandes/commande.ts';

export interface TerritoireConnu {
  readonly code: string;
  readonly nom: string;
}

export function territoiresDe(base: Base): Promise<readonly TerritoireConnu[]> {
  return base.commun<TablesAcces, TerritoireConnu[]>((sql) =>
    sql.selectFrom('territoire').select(['territoire.code', 'territoire.nom']).orderBy('territoire.code').execute(),
  );
}

/** The territory an operator means: the only one, or the one that was named. */
export async function choisirTerritoire(base: Base, code: string | undefined): Promise<TerritoireConnu> {
  const territoires = await territoiresDe(base);
  const liste = territoires.map((t) => `${t.code} ${t.nom}`).join(', ');
  if (code === undefined && territoires.length > 1)
    throw new MauvaisUsage(`Cette base a plusieurs territoires (${liste}). Choisissez avec --territoire.`);
  const trouve = code === undefined ? territoires[0] : territoires.find((t) => t.code === code);
  if (trouve === undefined)
    throw new MauvaisUsage(
      liste === ''
        ? 'Cette base n’a aucun territoire.'
        : `Le territoire ${String(code)} n’existe pas. Territoires : ${liste}.`,
    );
  return trouve;
}
