import pg from 'pg';
import { couter, type Depense } from './processeur.ts';

const TERRITOIRE = 't0001';
const ENSEMBLE = 8;
const FOIS = 4_000;

/** Milliseconds of processor (client and server) of the same rows in bare `pg`, without rule, trace, index nor HTTP. */
export type Plancher = Readonly<Record<string, number>>;

interface Lignes {
  readonly ids: readonly string[];
  readonly textes: readonly string[];
}

type Jouer = (
  faire: (n: number) => Promise<unknown>,
  fois?: { readonly fois: number; readonly pour: number },
) => Promise<number>;

/** What the same gestures would cost at least: one prepared statement each, on copies of the rows the driver loaded. */
export async function mesurerPlancher(url: string, depense: () => Depense): Promise<Plancher> {
  const pool = new pg.Pool({ connectionString: url, max: ENSEMBLE, options: `-c search_path=${TERRITOIRE},shared` });
  const jouer: Jouer = async (faire, { fois, pour } = { fois: FOIS, pour: 1 }) => {
    await couter(depense, { fois: Math.ceil(fois / 13), ensemble: ENSEMBLE }, faire);
    const cout = await couter(depense, { fois, ensemble: ENSEMBLE }, faire);
    return (cout.nodeUs + cout.postgresUs) / 1_000 / pour;
  };
  try {
    for (const table of TABLES) await pool.query(table);
    return { ...(await lectures(pool, jouer)), ...(await ecritures(pool, jouer)) };
  } finally {
    await pool.query('drop table if exists plancher, plancher_history, plancher_identifiant');
    await pool.end();
  }
}

async function lignesDe(pool: pg.Pool, type: string, limite = 4_000): Promise<Lignes> {
  const { rows } = await pool.query<{ id: string; texte: string }>(
    'select id, contenu::text as texte from resource where type = $1 limit $2',
    [type, limite],
  );
  return { ids: rows.map(({ id }) => id), textes: rows.map(({ texte }) => texte) };
}

const au = (tous: readonly string[], n: number): string => tous[n % tous.length] ?? '';
const lot = (tous: readonly string[], n: number, nombre: number): readonly string[] =>
  Array.from({ length: nombre }, (_, i) => au(tous, n * 31 + i * 7));

async function lectures(pool: pg.Pool, jouer: Jouer): Promise<Plancher> {
  const lignes = async (type: string) => (await lignesDe(pool, type)).ids;
  const [praticiens, taches] = [await lignes('Practitioner'), await lignes('Task')];
  const personnes = (await lignesDe(pool, 'Patient', 2_000)).ids;
  const { rows } = await pool.query<{ valeur: string }>('select valeur from plancher_identifiant limit 2000');
  const numeros = rows.map(({ valeur }) => valeur);
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
    b: await jouer((n) => pool.query({ name: 'lire', text: LIRE, values: ['Patient', au(personnes, n)] })),
    c: await jouer((n) => pool.query({ name: 'numero', text: PAR_NUMERO, values: [au(numeros, n)] })),
    i: await jouer((n) => pool.query({ name: 'histoire', text: HISTOIRE, values: ['Patient', au(personnes, n)] })),
  };
}

async function ecritures(pool: pg.Pool, jouer: Jouer): Promise<Plancher> {
  const { ids, textes } = await lignesDe(pool, 'Patient', 2_000);
  let suivant = 0;
  const neuf = (): string => `neuf-${(suivant += 1)}`;
  const ecrire = (type: string, tous: readonly string[], n: number, nombre: number): Promise<unknown> =>
    pool.query({
      name: 'lot',
      text: LOT,
      values: [type, Array.from({ length: nombre }, neuf), lot(tous, n, nombre)],
    });
  const importer = async (type: string): Promise<number> => {
    const tous = (await lignesDe(pool, type)).textes;
    return jouer((n) => ecrire(type, tous, n, IMPORTEES), { fois: IMPORTS, pour: IMPORTEES });
  };
  const demandes = (await lignesDe(pool, 'Task')).textes;
  return {
    a: await jouer((n) => pool.query({ name: 'creer', text: CREER, values: ['Patient', neuf(), au(textes, n)] })),
    f: await jouer((n) => ecrire('Task', demandes, n, 4)),
    g: await jouer((n) =>
      pool.query({ name: 'changer', text: CHANGER, values: ['Patient', au(ids, n % 32), au(textes, n)] }),
    ),
    'h bulk load Practitioner': await importer('Practitioner'),
    'h bulk load Patient': await importer('Patient'),
    'h bulk load Task': await importer('Task'),
  };
}

/** As the driver loads: so many at a time. */
const IMPORTEES = 500;
const IMPORTS = 40;

const TABLES = [
  'create table if not exists plancher (type text, id text, version int, le timestamptz, contenu json, primary key (type, id))',
  'create table if not exists plancher_history (type text, id text, version int, le timestamptz, contenu json, primary key (type, id, version))',
  'create table if not exists plancher_identifiant (valeur text primary key, id text)',
  `insert into plancher_identifiant
     select distinct on (valeur) valeur, id from (
       select contenu::jsonb #>> '{identifier,0,value}' as valeur, id from resource where type = 'Patient') nommees
      where valeur is not null`,
];
const LIRE = 'select version, contenu::text as texte from resource where type = $1 and id = $2';
const PLUSIEURS = 'select version, contenu::text as texte from resource where type = $1 and id = any($2)';
/** One step by the number, one by the key it gives. */
const PAR_NUMERO = `select r.version, r.contenu::text as texte
  from plancher_identifiant i join resource r on r.type = 'Patient' and r.id = i.id where i.valeur = $1`;
/** The lines of a page of fifty tasks and of the forty-six persons it includes, by key. */
const FILE = `select version, contenu::text as texte from resource where type = 'Task' and id = any($1)
  union all select version, contenu::text as texte from resource where type = 'Patient' and id = any($2)`;
const HISTOIRE =
  'select version, le, contenu::text as texte from resource_history where type = $1 and id = $2 order by version desc limit 10';
const CREER = `with p as (insert into plancher values ($1, $2, 1, now(), $3::json))
  insert into plancher_history values ($1, $2, 1, now(), $3::json)`;
const LOT = `with lot as (select * from unnest($2::text[], $3::text[]) as l (id, texte)),
  p as (insert into plancher select $1, id, 1, now(), texte::json from lot)
  insert into plancher_history select $1, id, 1, now(), texte::json from lot`;
const CHANGER = `with p as (
    insert into plancher values ($1, $2, 1, now(), $3::json)
    on conflict (type, id) do update set version = plancher.version + 1, le = now(), contenu = excluded.contenu returning version)
  insert into plancher_history select $1, $2, p.version, now(), $3::json from p`;
