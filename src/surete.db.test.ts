import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { lireConfig } from './config.ts';
import { exigerUneBaseSure } from './surete.ts';

let essai: BaseDeTest;
const config = lireConfig({});
const maintenant = (): Date => new Date();

beforeAll(async () => {
  essai = await baseDeTest();
});
afterAll(() => essai.fermer());

test('une base neuve n’a ni compte, ni clé, ni session, ni invitation, ni logiciel : personne n’y entre d’usine', async () => {
  const client = new pg.Client({ connectionString: essai.url });
  await client.connect();
  const tables = ['compte', 'affectation', 'passkey', 'session', 'invitation', 'delegation', 'client'];
  const pleines: string[] = [];
  for (const table of tables) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from shared.${table}`);
    if (rows[0]?.n !== 0) pleines.push(table);
  }
  const { rows: entrants } = await client.query<{ nom: string }>(
    "select rolname as nom from pg_roles where rolcanlogin and rolname like any (array['cordee_commun', 'terr\\_%'])",
  );
  await client.end();
  expect([pleines, entrants]).toEqual([[], []]);
});

const reel = { ...config, profil: 'territoire' as const };

describe('Le mode de la base', () => {
  test('s’inscrit à la première ouverture, et la configuration seule n’y change plus rien', async () => {
    await exigerUneBaseSure(config, essai.url, maintenant);
    await exigerUneBaseSure(config, essai.url, maintenant);
    await expect(exigerUneBaseSure(reel, essai.url, maintenant)).rejects.toThrow(/base d’essai ne peut pas servir/);
  });

  test('ne se change pas, même par le propriétaire de la base', async () => {
    const client = new pg.Client({ connectionString: essai.url });
    await client.connect();
    for (const instruction of ["update shared.mode_de_la_base set mode = 'reel'", 'delete from shared.mode_de_la_base'])
      await expect(client.query(instruction)).rejects.toThrow(/ne change jamais/);
    await client.end();
  });

  test('une base dont l’heure n’est pas la nôtre est refusée', async () => {
    const demain = (): Date => new Date(Date.now() + 86_400_000);
    await expect(exigerUneBaseSure(config, essai.url, demain)).rejects.toThrow(/horloge/);
  });
});
