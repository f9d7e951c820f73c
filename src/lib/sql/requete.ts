import { CompiledQuery, type Kysely } from 'kysely';

export interface Requete {
  readonly texte: string;
  readonly valeurs: readonly unknown[];
  /** Prepared under this name, once per connection: the same name always carries the same text. */
  readonly nom?: string;
  /** A short read: it may share its trip to the server with others of the same instant. Never on a write, never on a search that may last. */
  readonly courte?: boolean;
}

/** Runs one statement and gives its lines. On its own (`directement`) or inside the transaction that handed it. */
export type Interroger = <L>(requete: Requete) => Promise<readonly L[]>;

/** Names of the statements written for `Interroger`, by text: Kysely carries the text alone, the connection finds the name again. */
const noms = new Map<string, string>();

/** The name under which this text is prepared, when it has one. */
export function nomDe(texte: string): { readonly nom?: string } {
  const nom = noms.get(texte);
  return nom === undefined ? {} : { nom };
}

/** Lets the code written on `Interroger` run inside a transaction opened for Kysely. */
export function interrogerAvec<T>(sql: Kysely<T>): Interroger {
  return async <L>({ texte, valeurs, nom }: Requete) => {
    if (nom !== undefined) noms.set(texte, nom);
    const { rows } = await sql.executeQuery<L>(CompiledQuery.raw(texte, [...valeurs]));
    return rows;
  };
}

export { tableauLitteral } from './valeurs.ts';
