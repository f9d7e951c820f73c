import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creerTerritoire } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';

const PRINCIPAL = path.resolve(import.meta.dirname, 'main.ts');
const MALFORME = path.resolve(
  import.meta.dirname,
  '../../fixtures/formats/PS_LibreAcces_Personne_activite_malforme.txt',
);
let base: BaseDeTest;
let dossier: string;

beforeAll(async () => {
  base = await baseDeTest();
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-cli-'));
  await creerTerritoire(base.url, {
    code: 't0001',
    nom: 'Pays d’essai',
    profil: 'essai',
    creeLe: new Date('2026-01-01'),
  });
  await sql(
    `insert into t0001.resource (type, id, version, le, contenu, famille, lecteurs, toks, refs, nom_tri) values ('Patient', 'p1', 1, now(), '{"resourceType":"Patient","id":"p1"}', 'ADM', '{}', '{}', '{}', '')`,
  );
  await sql(
    "insert into t0001.resource_history (type, id, version, le, auteur, action, supprime, contenu) select type, id, version, le, 'x', 'creation', false, contenu from t0001.resource",
  );
});
afterAll(async () => {
  await base.fermer();
  await rm(dossier, { recursive: true, force: true });
});

async function sql(texte: string): Promise<void> {
  const client = new pg.Client({ connectionString: base.url });
  await client.connect();
  try {
    await client.query(texte);
  } finally {
    await client.end();
  }
}

/** Runs the command line as an operator does: its own process, its exit code, what it prints. */
async function cordee(...args: string[]): Promise<{ code: number; sortie: string; erreur: string }> {
  const env = { ...process.env, DATABASE_URL: base.url };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [PRINCIPAL, ...args], { env });
    return { code: 0, sortie: stdout, erreur: stderr };
  } catch (erreur) {
    const { code, stdout, stderr } = erreur as { code: number; stdout: string; stderr: string };
    return { code, sortie: stdout, erreur: stderr };
  }
}

test('l’aide dit toutes les commandes', async () => {
  const { code, sortie } = await cordee('aide');
  expect(code).toBe(0);
  for (const commande of ['importer', 'exporter', 'demo', 'sauvegarder', 'restaurer', 'verifier'])
    expect(sortie).toContain(commande);
});

test('une commande mal écrite dit la bonne forme et se termine par le code 2', async () => {
  expect(await cordee('sauvegardé')).toMatchObject({
    code: 2,
    erreur: expect.stringContaining('npm run cordee -- aide'),
  });
  expect(await cordee('restaurer')).toMatchObject({ code: 2, erreur: expect.stringContaining('restaurer FICHIER') });
  expect(await cordee('importer', 'nulle-part.txt')).toMatchObject({
    code: 2,
    erreur: expect.stringContaining('nulle-part.txt'),
  });
});

test('un import dit chaque ligne écartée avec son numéro et sa raison', async () => {
  const { code, sortie } = await cordee('importer', MALFORME, '--rejets', path.join(dossier, 'rejets.csv'));
  expect(code).toBe(0);
  expect(sortie).toMatch(/4 lignes retenues sur 8 lues, 4 écartées/);
  expect(sortie).toMatch(/ligne 3 : .*53 champs au lieu de 52/);
  const tableau = await readFile(path.join(dossier, 'rejets.csv'), 'utf8');
  expect(tableau.split('\r\n').filter((l) => l.includes('"rejet"'))).toHaveLength(4);
});

test('un export ouvert contient chaque ressource, s’explique, et laisse sa trace', async () => {
  const destination = path.join(dossier, 'export');
  const { code } = await cordee('exporter', destination);
  expect(code).toBe(0);
  const patients = await readFile(path.join(destination, 'fhir/Patient.ndjson'), 'utf8');
  expect(
    patients
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as unknown),
  ).toEqual([{ resourceType: 'Patient', id: 'p1' }]);
  const noms = await readdir(destination);
  expect(noms).toEqual(expect.arrayContaining(['LISEZ-MOI.md', 'SOMMES.sha256', 'retour.ndjson.gz']));
  const traces = await readFile(path.join(destination, 'traces.ndjson'), 'utf8');
  expect(traces).toContain('operateur.exporter');
  const sommes = await readFile(path.join(destination, 'SOMMES.sha256'), 'utf8');
  expect(sommes).toMatch(/^[0-9a-f]{64} {2}retour\.ndjson\.gz$/m);
  expect(await cordee('exporter', destination)).toMatchObject({
    code: 2,
    erreur: expect.stringContaining('n’est pas vide'),
  });
});

test('une sauvegarde n’écrase rien et se contrôle', async () => {
  const fichier = path.join(dossier, 'sauvegarde.gz');
  expect(await cordee('sauvegarder', fichier)).toMatchObject({ code: 0 });
  expect(await cordee('sauvegarder', fichier)).toMatchObject({
    code: 2,
    erreur: expect.stringContaining('existe déjà'),
  });
  expect(await cordee('verifier', '--sauvegarde', fichier)).toMatchObject({
    code: 0,
    sortie: expect.stringContaining('intacte'),
  });
  expect(await cordee('restaurer', fichier)).toMatchObject({
    code: 1,
    erreur: expect.stringContaining('contient déjà'),
  });
});

test('la démonstration ne s’ajoute pas à un territoire qui n’est pas le sien', async () => {
  expect(await cordee('demo')).toMatchObject({
    code: 1,
    erreur: expect.stringContaining('n’est pas la démonstration'),
  });
});

test('une promesse rompue se voit et se termine par le code 1', async () => {
  expect(await cordee('verifier')).toMatchObject({
    code: 0,
    sortie: expect.stringContaining('Tout ce qui est promis tient'),
  });
  await sql(`update t0001.resource set contenu = '{"resourceType":"Patient","id":"p1","active":false}'`);
  const { code, sortie } = await cordee('verifier');
  expect(code).toBe(1);
  expect(sortie).toMatch(/NON\s+Chaque ressource est sa dernière version gardée/);
  expect(sortie).toContain('Patient/p1');
});

test('une base qui ne répond pas est dite sans son mot de passe', async () => {
  const { stderr } = await promisify(execFile)(process.execPath, [PRINCIPAL, 'verifier'], {
    env: { ...process.env, DATABASE_URL: 'postgres://postgres:tres-secret@127.0.0.1:1/cordee' },
  }).catch((erreur: unknown) => erreur as { stderr: string });
  expect(stderr).toContain('127.0.0.1:1/cordee');
  expect(stderr).not.toContain('tres-secret');
});
