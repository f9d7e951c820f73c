import { afterAll, expect, test } from 'vitest';
import { Client } from 'pg';
import { type BaseDeTest, baseDeTest } from './base.ts';

const ouvertes: BaseDeTest[] = [];

async function uneBase(): Promise<BaseDeTest> {
  const base = await baseDeTest();
  ouvertes.push(base);
  return base;
}

async function lire(url: string, requete: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ valeur: unknown }>(requete)).rows[0]?.valeur;
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  await Promise.all(ouvertes.map((base) => base.fermer()));
});

test('chaque fichier de tests reçoit une base migrée que les autres ne voient pas', async () => {
  const [une, autre] = await Promise.all([uneBase(), uneBase()]);
  await lire(une.url, 'create table public.trace (id text primary key)');
  expect(await lire(une.url, `select to_regclass('public.trace')::text as valeur`)).toBe('trace');
  expect(await lire(autre.url, `select to_regclass('public.trace')::text as valeur`)).toBeNull();
  const tables = `select count(*)::int as valeur from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  expect(await lire(autre.url, tables)).toBeGreaterThan(0);
});

test('une base rendue disparaît du serveur, même si une connexion y traînait', async () => {
  const base = await uneBase();
  const nom = new URL(base.url).pathname.slice(1);
  const oubliee = new Client({ connectionString: base.url });
  oubliee.on('error', () => ouvertes.splice(ouvertes.indexOf(base), 1));
  await oubliee.connect();
  await base.fermer();
  const reste = await uneBase();
  expect(await lire(reste.url, `select count(*)::int as valeur from pg_database where datname = '${nom}'`)).toBe(0);
});
