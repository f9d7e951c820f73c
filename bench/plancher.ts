import pg from 'pg';
import { couter, type Depense } from './processeur.ts';

const TERRITOIRE = 't0001';
const ENSEMBLE = 8;
const FOIS = 4_000;

/** Milliseconds of processor (client and server) of the same rows in bare `pg`, without rule, trace, index nor HTTP. */
export type Plancher = Readonly<Record<string, number>>;

/** What the same gestures would cost at least: one prepared statement each, on copies of the rows the driver loaded. */
export async function mesurerPlancher(url: string, depense: () => Depense): Promise<Plancher> {
  const pool = new pg.Pool({ connectionString: url, max: ENSEMBLE, options: `-c search_path=${TERRITOIRE},shared` });
  try {
    await pool.query(
      'create table if not exists plancher (type text, id text, version int, le timestamptz, contenu json, primary key (type, id))',
    );
    await pool.query(
      'create table if not exists plancher_history (type text, id text, version int, le timestamptz, contenu json, primary key (type, id, version))',
    );
    const { rows } = await pool.query<{ id: string; texte: string }>(
      "select id, contenu::text as texte from resource where type = 'Patient' limit 2000",
    );
    const ids = async (type: string): Promise<readonly string[]> => {
      const lus = await pool.query<{ id: string }>('select id from resource where type = $1 limit 4000', [type]);
      return lus.rows.map(({ id }) => id);
    };
    const [praticiens, taches, personnes] = [await ids('Practitioner'), await ids('Task'), rows.map(({ id }) => id)];
    const lot = (tous: readonly string[], n: number, nombre: number): readonly string[] =>
      Array.from({ length: nombre }, (_, i) => tous[(n * 31 + i * 7) % tous.length] ?? '');
    const au = (n: number) => rows[n % rows.length] ?? { id: '', texte: '{}' };
    const jouer = async (faire: (n: number) => Promise<unknown>): Promise<number> => {
      await couter(depense, { fois: 300, ensemble: ENSEMBLE }, faire);
      const cout = await couter(depense, { fois: FOIS, ensemble: ENSEMBLE }, faire);
      return (cout.nodeUs + cout.postgresUs) / 1_000;
    };
    const vingt = await jouer((n) =>
      pool.query({ name: 'vingt', text: PLUSIEURS, values: ['Practitioner', lot(praticiens, n, 20)] }),
    );
    return {
      d1: vingt,
      d2: vingt,
      e: await jouer((n) =>
        pool.query({ name: 'file', text: FILE, values: [lot(taches, n, 51), lot(personnes, n, 46)] }),
      ),
      j: await jouer((n) => pool.query({ name: 'cinq', text: PLUSIEURS, values: ['Patient', lot(personnes, n, 5)] })),
      b: await jouer((n) => pool.query({ name: 'lire', text: LIRE, values: ['Patient', au(n).id] })),
      i: await jouer((n) => pool.query({ name: 'histoire', text: HISTOIRE, values: ['Patient', au(n).id] })),
      a: await jouer((n) =>
        pool.query({
          name: 'creer',
          text: CREER,
          values: ['Patient', `${au(n).id}-${n}-${Math.random()}`, au(n).texte],
        }),
      ),
      g: await jouer((n) =>
        pool.query({ name: 'changer', text: CHANGER, values: ['Patient', au(n % 32).id, au(n).texte] }),
      ),
    };
  } finally {
    await pool.query('drop table if exists plancher, plancher_history');
    await pool.end();
  }
}

const LIRE = 'select version, contenu::text as texte from resource where type = $1 and id = $2';
const PLUSIEURS = 'select version, contenu::text as texte from resource where type = $1 and id = any($2)';
/** The lines of a page of fifty tasks and of the forty-six persons it includes, by key. */
const FILE = `select version, contenu::text as texte from resource where type = 'Task' and id = any($1)
  union all select version, contenu::text as texte from resource where type = 'Patient' and id = any($2)`;
const HISTOIRE =
  'select version, le, contenu::text as texte from resource_history where type = $1 and id = $2 order by version desc limit 10';
const CREER = `with p as (insert into plancher values ($1, $2, 1, now(), $3::json))
  insert into plancher_history values ($1, $2, 1, now(), $3::json)`;
const CHANGER = `with p as (
    insert into plancher values ($1, $2, 1, now(), $3::json)
    on conflict (type, id) do update set version = plancher.version + 1, le = now(), contenu = excluded.contenu returning version)
  insert into plancher_history select $1, $2, p.version, now(), $3::json from p`;
