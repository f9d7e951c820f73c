import type { TablesAcces } from '#acces/tables.ts';
import type { Base } from '#lib/sql/connexion.ts';

export interface TerritoireConnu {
  readonly code: string;
  readonly nom: string;
}

export function territoiresDe(base: Base): Promise<readonly TerritoireConnu[]> {
  return base.commun<TablesAcces, TerritoireConnu[]>((sql) =>
    sql.selectFrom('territoire').select(['territoire.code', 'territoire.nom']).orderBy('territoire.code').execute(),
  );
}
