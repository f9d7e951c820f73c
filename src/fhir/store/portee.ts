import type { RawBuilder } from 'kysely';

/**
 * What a reader may see, as an SQL condition on a table that has `type, id, patient, famille, lecteurs`.
 * The store runs no read without one; only `acces` makes them (checked by the boundary test).
 */
export interface Portee {
  readonly fondement: string;
  /** SQL condition on the given table alias (`resource`, `fait`, `main_ouverte`…). */
  condition(table: string): RawBuilder<boolean>;
}
