import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ecrireLot } from './ecriture.ts';
import type { Portee } from './portee.ts';
import { reindexer } from './reindexer.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-28T09:30:00Z');
const TOUT: Portee = { fondement: 'essai', condition: () => sql<boolean>`true` };

let serveur: BaseDeTest;
let base: Base;

beforeAll(async () => {
  serveur = await baseDeTest();
  await creerTerritoire(serveur.url, { code: TERRITOIRE, nom: 'Essai', profil: 'essai', creeLe: LE });
  base = ouvrirBase(urlApplication(serveur.url));
});
afterAll(async () => {
  await base.fermer();
  await serveur.fermer();
});

const INDEX = `select r.id, r.toks, r.refs, r.cles, r.nom_tri, r.d, r.patient,
  (select array_agg(c.param || '=' || c.cle || '=' || coalesce(c.fin, '') order by 1) from recherche c where c.type = r.type and c.id = r.id) as lignes
  from resource r order by r.type, r.id`;

test('des ressources gardées avec d’anciennes clés retrouvent les leurs, et leurs lecteurs restent', async () => {
  const interroger = base.directement(TERRITOIRE);
  await ecrireLot(
    interroger,
    Array.from({ length: 450 }, (_, n) => ({
      geste: 'ecrire' as const,
      ressource: { resourceType: 'Patient' as const, id: `p${n}`, name: [{ family: `Aubry${n}`, given: ['Jeanne'] }] },
      lecteurs: ['Device/reprise'],
    })),
    { auteur: 'essai', le: LE, traces: [] },
    TOUT,
  );
  const bonnes = await interroger({ texte: INDEX, valeurs: [] });
  const administrateur = new pg.Client({ connectionString: serveur.url });
  await administrateur.connect();
  await administrateur.query(
    "update t0001.resource set toks = '{}', refs = '{}', cles = '{\"name=vieille cle\"}', nom_tri = ''; delete from t0001.recherche; update t0001.index_fhir set version = 0",
  );
  await administrateur.query(
    "insert into t0001.recherche (type, param, cle, id) select 'Patient', 'name', 'vieille cle', id from t0001.resource",
  );
  await administrateur.end();
  expect(await reindexer(base, TERRITOIRE)).toBe(450);
  expect(await interroger({ texte: INDEX, valeurs: [] })).toEqual(bonnes);
  expect(
    await interroger({ texte: "select 1 from resource r where r.lecteurs <> '{Device/reprise}'", valeurs: [] }),
  ).toEqual([]);
  expect(await reindexer(base, TERRITOIRE)).toBe(0);
});
