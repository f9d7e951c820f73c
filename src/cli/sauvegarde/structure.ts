import type pg from 'pg';
import type { Entete, Ouverture } from './format.ts';

/** Same text for the same value, whatever the settings of the server. */
export const ECRITURE_EXACTE =
  "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'; set local extra_float_digits = 1; set local intervalstyle = 'postgres'";

/** Tables that tell how far the structure is: they belong to the database that receives, not to the backup. */
const REGISTRES = ['migration', 'migration_territoire'];

interface LigneColonne {
  readonly table: string;
  readonly colonne: string;
  readonly type: string;
}

/** Columns that order the rows: those of the primary key, or all of them. Two backups of the same data are the same file. */
export async function cleDe(client: pg.Client, { table, colonnes }: Ouverture): Promise<readonly string[]> {
  const { rows } = await client.query<{ nom: string }>(
    `select a.attname as nom
       from pg_index i
       join pg_class c on c.oid = i.indrelid
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
      where n.nspname = $1 and c.relname = $2 and i.indisprimary
      order by array_position(i.indkey::int2[], a.attnum)`,
    [table.schema, table.nom],
  );
  return rows.length > 0 ? rows.map((l) => l.nom) : colonnes.map((c) => c.nom);
}

/** Tables of a schema with their columns, those that others refer to first. */
export async function tablesDe(client: pg.Client, schema: string): Promise<readonly Ouverture[]> {
  const { rows } = await client.query<LigneColonne>(
    `select c.relname as table, a.attname as colonne, format_type(a.atttypid, a.atttypmod) as type
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = $1 and c.relkind = 'r' and c.relname <> all($2) and a.attgenerated = ''
      order by c.relname, a.attnum`,
    [schema, REGISTRES],
  );
  const liens = await liensEntreTables(client, schema);
  const noms = enOrdre([...new Set(rows.map((l) => l.table))], liens);
  return noms.map((nom) => ({
    table: { schema, nom },
    colonnes: rows.filter((l) => l.table === nom).map((l) => ({ nom: l.colonne, type: l.type })),
    dUnBloc: liens.some((l) => l.enfant === nom && l.parent === nom),
  }));
}

interface Lien {
  readonly enfant: string;
  readonly parent: string;
}

async function liensEntreTables(client: pg.Client, schema: string): Promise<readonly Lien[]> {
  const { rows } = await client.query<Lien>(
    `select enfant.relname as enfant, parent.relname as parent
       from pg_constraint f
       join pg_class enfant on enfant.oid = f.conrelid
       join pg_class parent on parent.oid = f.confrelid
       join pg_namespace n on n.oid = enfant.relnamespace
      where f.contype = 'f' and n.nspname = $1`,
    [schema],
  );
  return rows;
}

function enOrdre(noms: readonly string[], liens: readonly Lien[]): readonly string[] {
  const poses: string[] = [];
  const reste = new Set(noms.toSorted());
  while (reste.size > 0) {
    const libre = [...reste].find((nom) =>
      liens.every((l) => l.enfant !== nom || l.parent === nom || !reste.has(l.parent)),
    );
    if (libre === undefined)
      throw new Error('deux tables se désignent l’une l’autre : ordre de restauration impossible');
    poses.push(libre);
    reste.delete(libre);
  }
  return poses;
}

export async function migrationsDe(client: pg.Client, table: string): Promise<Entete['migrations']['commun']> {
  const { rows } = await client.query<{ numero: number; nom: string }>(
    `select numero, nom from ${table} order by numero`,
  );
  return rows.map(({ numero, nom }) => ({ numero, nom }));
}

/** Counters of identity columns, with the last number given; null when none was. */
export async function compteursDe(
  client: pg.Client,
  schema: string,
): Promise<readonly { readonly nom: string; readonly valeur: string | null }[]> {
  const { rows } = await client.query<{ nom: string; valeur: string | null }>(
    'select sequencename as nom, last_value::text as valeur from pg_sequences where schemaname = $1 order by 1',
    [schema],
  );
  return rows;
}
