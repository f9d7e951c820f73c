import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';

const PRINCIPAL = path.resolve(import.meta.dirname, '../main.ts');
const LE = new Date('2026-11-24T09:00:00Z');
let serveur: BaseDeTest;
let dossier: string;

beforeAll(async () => {
  serveur = await baseDeTest();
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-audit-'));
  await creerTerritoire(serveur.url, { code: 't0001', nom: 'Pays d’essai', profil: 'essai', creeLe: LE });
  const base = ouvrirBase(urlApplication(serveur.url), 2);
  for (const patient of ['p1', 'p2', 'p1'])
    await base.directement(lireCodeTerritoire('t0001'))({
      texte: `insert into trace (le, acteur, role, action, genre, objet, patient, fondement, decision, nombre)
        values ($1, 'compte:paul', 'medecin', 'fhir.lire', 'lecture', 'Patient/' || $2, $2, 'essai', 'permis', 1)`,
      valeurs: [LE, patient],
    });
  await base.fermer();
});
afterAll(async () => {
  await serveur.fermer();
  await rm(dossier, { recursive: true, force: true });
});

/** As an operator: its own process, its exit code, what it prints. */
async function cordee(...args: string[]): Promise<{ code: number; sortie: string }> {
  const env = { ...process.env, DATABASE_URL: serveur.url, CORDEE_CLE_SCEAU: path.join(dossier, 'sceau', 'cle.pem') };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PRINCIPAL, 'audit', ...args], { env });
    return { code: 0, sortie: stdout };
  } catch (erreur) {
    const { code, stdout, stderr } = erreur as { code: number; stdout: string; stderr: string };
    return { code, sortie: stdout + stderr };
  }
}

test('le journal s’exporte, se vérifie par le programme indépendant, et une retouche se voit', async () => {
  const fichier = path.join(dossier, 'journal.ndjson');
  expect(await cordee('exporter', '--territoire', 't0001', '--vers', fichier)).toMatchObject({ code: 0 });
  expect((await stat(fichier)).mode & 0o077).toBe(0);
  const intact = await cordee('verifier', fichier, '--cle', `${fichier}.pub`);
  expect(intact).toMatchObject({ code: 0, sortie: expect.stringContaining('Journal intact') as string });
  const texte = await readFile(fichier, 'utf8');
  const retouche = path.join(dossier, 'retouche.ndjson');
  await writeFile(retouche, texte.replace('compte:paul', 'compte:anne'));
  const altere = await cordee('verifier', retouche, '--cle', `${fichier}.pub`);
  expect(altere).toMatchObject({ code: 1, sortie: expect.stringContaining('ligne 0 : altérée') as string });
  expect((await cordee('exporter', '--vers', fichier)).code).toBe(2);
});

test('« qui est touché » se répond en une commande, et laisse sa ligne', async () => {
  const { code, sortie } = await cordee('touches', '--compte', 'paul', '--depuis', '2026-11-01');
  expect(code).toBe(0);
  expect(sortie).toContain('2 personnes touchées par compte:paul');
  expect(sortie).toMatch(/Patient\/p1 {2}2 accès/);
  expect((await cordee('touches', '--compte', 'paul')).code).toBe(2);
});
