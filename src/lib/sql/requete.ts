import { CompiledQuery, type Kysely } from 'kysely';

export interface Requete {
  readonly texte: string;
  readonly valeurs: readonly unknown[];
  /** Prepared under this name, once per connection: the same name always carries the same text. */
  readonly nom?: string;
}

/** Runs one statement and gives its lines. On its own (`directement`) or inside the transaction that handed it. */
export type Interroger = <L>(requete: Requete) => Promise<readonly L[]>;

/** Lets the code written on `Interroger` run inside a transaction opened for Kysely. */
export function interrogerAvec<T>(sql: Kysely<T>): Interroger {
  return async <L>({ texte, valeurs }: Requete) => {
    const { rows } = await sql.executeQuery<L>(CompiledQuery.raw(texte, [...valeurs]));
    return rows;
  };
}

/**
 * One PostgreSQL array literal. Arrays of arrays travel as one literal per line: `unnest` of a matrix would flatten it.
 * No null inside: what is absent is left out by the caller.
 */
export function tableauLitteral(valeurs: readonly string[]): string {
  if (valeurs.length === 0) return '{}';
  let texte = '';
  for (const valeur of valeurs) {
    texte += texte === '' ? '"' : ',"';
    texte += A_PROTEGER.test(valeur) ? valeur.replaceAll('\\', '\\\\').replaceAll('"', '\\"') : valeur;
    texte += '"';
  }
  return `{${texte}}`;
}

const A_PROTEGER = /["\\]/;
