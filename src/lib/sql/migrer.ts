import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { lireCodeTerritoire, type CodeTerritoire } from './connexion.ts';
import type { Interroger, Requete } from './requete.ts';

const RACINE = path.resolve(import.meta.dirname, '../../../migrations');
/** Tables of a territory its own role may only insert into and read: history that nobody rewrites. */
const AJOUT_SEUL = new Set([
  'resource_history',
  'fait',
  'trace',
  'trace_contexte',
  'trace_sceau',
  'trace_ancre',
  'reglage_histoire',
]);
/** What a territory may read of the shared schema; everything else there is closed to it. */
const LECTURE_TERRITOIRE = [
  'territoire',
  'annuaire',
  'annuaire_recherche',
  'membre',
  'affectation_du_territoire',
  'qualite_du_territoire',
  'invitation_du_territoire',
  'delegation_du_territoire',
];
/** What a territory may change there: through views that only show its own rows. */
const ECRITURE_TERRITOIRE = {
  affectation_du_territoire: 'update (fin, revue_le, revue_par)',
  qualite_du_territoire: 'insert, update (sous_categorie, preuve, preuve_de, preuve_le, preuve_par)',
  delegation_du_territoire: 'insert, update (acceptee_le, finie_le, finie_par)',
  invitation_du_territoire: 'insert, update (annulee_le)',
} as const;

interface Etape {
  readonly numero: number;
  readonly nom: string;
  readonly instructions: readonly string[];
}

/** Numbered SQL files of one folder, in order; statements end with ";" at the end of a line. */
export async function lireMigrations(dossier: 'commun' | 'territoire'): Promise<readonly Etape[]> {
  const noms = (await readdir(path.join(RACINE, dossier))).filter((nom) => nom.endsWith('.sql')).sort();
  return Promise.all(
    noms.map(async (nom) => {
      const texte = await readFile(path.join(RACINE, dossier, nom), 'utf8');
      const instructions = texte
        .replaceAll(/^--.*$/gm, '')
        .split(/;[ \t]*(?:--.*)?(?:\r?\n|$)/)
        .map((instruction) => instruction.trim())
        .filter((instruction) => instruction !== '');
      return { numero: Number.parseInt(nom, 10), nom, instructions };
    }),
  );
}

/** Brings the shared schema and every existing territory to the newest version. Safe to run again, and by two processes. */
export async function migrer(urlAdministrateur: string): Promise<void> {
  await avecAdministrateur(urlAdministrateur, async (client) => {
    await preparerRoles(client);
    await client.query('create schema if not exists shared');
    await client.query(
      'create table if not exists shared.migration (numero int primary key, nom text not null, le timestamptz not null default now())',
    );
    await appliquer(client, 'shared', 'migration', await lireMigrations('commun'));
    await accorderCommun(client);
    const territoires = await client.query<{ code: string }>('select code from shared.territoire order by code');
    for (const { code } of territoires.rows) await migrerTerritoire(client, lireCodeTerritoire(code));
  });
}

/** Creates a territory: its role, its schema, its tables. Does nothing when it exists. */
export async function creerTerritoire(
  urlAdministrateur: string,
  territoire: { code: string; nom: string; profil: 'essai' | 'reel'; creeLe: Date },
): Promise<CodeTerritoire> {
  const code = lireCodeTerritoire(territoire.code);
  await avecAdministrateur(urlAdministrateur, async (client) => {
    await client.query(
      'insert into shared.territoire (code, nom, profil, cree_le) values ($1, $2, $3, $4) on conflict (code) do nothing',
      [code, territoire.nom, territoire.profil, territoire.creeLe],
    );
    await migrerTerritoire(client, code);
  });
  return code;
}

/** URL of the application login, whose password is derived from the administrator's: nothing more to keep secret. */
export function urlApplication(urlAdministrateur: string): string {
  const url = new URL(urlAdministrateur);
  url.password = motDePasseApplication(urlAdministrateur);
  url.username = 'cordee_app';
  return url.toString();
}

function motDePasseApplication(urlAdministrateur: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(urlAdministrateur).password))
    .update('cordee_app')
    .digest('hex');
}

async function avecAdministrateur(url: string, faire: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(20260101)');
    await faire(client);
  } finally {
    await client.end();
  }
}

/** Runs as the owner of the tables, inside one territory: for what a migration must compute with more than SQL. One transaction. */
export async function enProprietaire<R>(
  urlAdministrateur: string,
  code: CodeTerritoire,
  faire: (interroger: Interroger) => Promise<R>,
): Promise<R> {
  const client = new pg.Client({ connectionString: urlAdministrateur });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`set local search_path = ${lireCodeTerritoire(code)}, pg_temp`);
    const resultat = await faire(
      async <L>({ texte, valeurs }: Requete) => (await client.query(texte, [...valeurs])).rows as L[],
    );
    await client.query('commit');
    return resultat;
  } finally {
    await client.end();
  }
}

async function preparerRoles(client: pg.Client): Promise<void> {
  const url = new URL(`postgres://x:${encodeURIComponent(String(client.password ?? ''))}@x/x`).toString();
  await creerRole(client, 'cordee_commun', 'nologin');
  await creerRole(client, 'cordee_app', `login noinherit password '${motDePasseApplication(url)}'`);
  await client.query('grant cordee_commun to cordee_app');
  const base = await client.query<{ nom: string }>('select current_database() as nom');
  await client.query(`revoke temporary on database "${base.rows[0]?.nom ?? ''}" from public`);
  await client.query('revoke create on schema public from public');
  await client.query('revoke execute on function pg_catalog.set_config(text, text, boolean) from public');
}

async function creerRole(client: pg.Client, nom: string, attributs: string): Promise<void> {
  const existe = await client.query('select 1 from pg_roles where rolname = $1', [nom]);
  if (existe.rowCount !== 0) return;
  try {
    await client.query(`create role ${nom} ${attributs}`);
  } catch (erreur) {
    // Roles belong to the whole server: another database may have created it between the look and the creation.
    if (!(erreur instanceof pg.DatabaseError) || (erreur.code !== '42710' && erreur.code !== '23505')) throw erreur;
  }
}

async function migrerTerritoire(client: pg.Client, code: CodeTerritoire): Promise<void> {
  await creerRole(client, `terr_${code}`, 'nologin');
  await client.query(`grant terr_${code} to cordee_app`);
  await client.query(`create schema if not exists ${code}`);
  await client.query(
    `create table if not exists ${code}.migration_territoire (numero int primary key, nom text not null, le timestamptz not null default now())`,
  );
  await appliquer(client, code, 'migration_territoire', await lireMigrations('territoire'));
  await client.query(`grant usage on schema ${code}, shared to terr_${code}`);
  for (const table of LECTURE_TERRITOIRE) await client.query(`grant select on shared.${table} to terr_${code}`);
  for (const [vue, droits] of Object.entries(ECRITURE_TERRITOIRE))
    await client.query(`grant ${droits} on shared.${vue} to terr_${code}`);
  const tables = await client.query<{ nom: string }>('select tablename as nom from pg_tables where schemaname = $1', [
    code,
  ]);
  for (const { nom } of tables.rows.filter((t) => t.nom !== 'migration_territoire')) {
    const droits = AJOUT_SEUL.has(nom) ? 'select, insert' : 'select, insert, update, delete';
    await client.query(`grant ${droits} on ${code}.${nom} to terr_${code}`);
  }
  await client.query(`grant usage on all sequences in schema ${code} to terr_${code}`);
}

async function accorderCommun(client: pg.Client): Promise<void> {
  await client.query('grant usage on schema shared to cordee_commun');
  await client.query('grant select, insert, update, delete on all tables in schema shared to cordee_commun');
  await client.query('revoke all on shared.migration from cordee_commun');
  await client.query('revoke update, delete on shared.trace_porte from cordee_commun');
}

async function appliquer(client: pg.Client, schema: string, registre: string, etapes: readonly Etape[]): Promise<void> {
  const faites = await client.query<{ numero: number }>(`select numero from ${schema}.${registre}`);
  const connues = new Set(faites.rows.map((ligne) => ligne.numero));
  for (const etape of etapes.filter((e) => !connues.has(e.numero))) {
    await client.query('begin');
    try {
      await client.query(`set local search_path = ${schema}, shared, pg_temp`);
      for (const instruction of etape.instructions) await client.query(instruction);
      await client.query(`insert into ${schema}.${registre} (numero, nom) values ($1, $2)`, [etape.numero, etape.nom]);
      await client.query('commit');
    } catch (erreur) {
      await client.query('rollback');
      throw new Error(`La migration ${schema}/${etape.nom} a échoué ; rien n’a été changé par elle.`, {
        cause: erreur,
      });
    }
  }
}
