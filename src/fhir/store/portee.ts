import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';

/**
 * What is read: resources (`type, id, patient, famille, lecteurs, auteur`), facts (`objet` instead of `type, id`), the open things of
 * `main_ouverte` (no family either), or the threads and attachments of the mail (`id, patient, lecteurs`).
 */
export type SorteDeTable = 'resource' | 'fait' | 'main' | 'fil' | 'piece';

/**
 * What a reader may see, as an SQL condition on a table.
 * The store runs no read without one; only `acces` makes them (checked by the boundary test).
 */
export interface Portee {
  readonly fondement: string;
  /** SQL condition on the given table alias; the kind of table is `resource` unless said otherwise. */
  condition(table: string, sorte?: SorteDeTable): RawBuilder<boolean>;
  /** The same condition on a table of resources, already in text: for a reach whose text is known before its values. */
  readonly ecrite?: (table: string) => ConditionEcrite;
}

/** SQL text with `$1, $2…` and their values. */
export interface ConditionEcrite {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A reach written once for one table: the same object used again costs nothing. */
export interface PorteeCompilee {
  /** Small number of this text: two reaches of the same form share it, and the statements prepared with it. */
  readonly forme: number;
  readonly valeurs: readonly unknown[];
  /** The condition, its values numbered from `$premier`. */
  readonly texte: (premier: number) => string;
}

const compilateur = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const compilees = new WeakMap<Portee, Map<string, PorteeCompilee>>();
const formes = new Map<string, Forme>();

interface Forme {
  readonly numero: number;
  readonly texte: (premier: number) => string;
}

/** A list or an instant used several times is bound once: PostgreSQL prepares something for each value. */
export function ecrireCondition(condition: RawBuilder<boolean>): ConditionEcrite {
  const { sql, parameters } = condition.compile(compilateur);
  const uniques: unknown[] = [];
  const places = parameters.map((valeur) => {
    const connue = typeof valeur === 'object' ? uniques.indexOf(valeur) : -1;
    return connue === -1 ? uniques.push(valeur) : connue + 1;
  });
  return { sql: sql.replaceAll(/\$(\d+)/g, (_, rang: string) => `$${places[Number(rang) - 1]}`), parameters: uniques };
}

/** Kept with the object: give the same reach again while it is valid rather than make another. */
export function compilerPortee(portee: Portee, table: string): PorteeCompilee {
  let parTable = compilees.get(portee);
  if (parTable === undefined) compilees.set(portee, (parTable = new Map()));
  const connue = parTable.get(table);
  if (connue !== undefined) return connue;
  const { sql, parameters } = portee.ecrite?.(table) ?? ecrireCondition(portee.condition(table));
  const { numero, texte } = formeDe(sql);
  const compilee: PorteeCompilee = { forme: numero, valeurs: parameters, texte };
  parTable.set(table, compilee);
  return compilee;
}

function formeDe(sql: string): Forme {
  const connue = formes.get(sql);
  if (connue !== undefined) return connue;
  const numerotees = new Map<number, string>();
  const forme: Forme = {
    numero: formes.size,
    texte: (premier) => {
      const deja = numerotees.get(premier);
      if (deja !== undefined) return deja;
      const numerotee = sql.replaceAll(/\$(\d+)/g, (_, rang: string) => `$${Number(rang) + premier - 1}`);
      numerotees.set(premier, numerotee);
      return numerotee;
    },
  };
  formes.set(sql, forme);
  return forme;
}
