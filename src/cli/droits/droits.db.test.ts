import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';

const PRINCIPAL = path.resolve(import.meta.dirname, '../main.ts');
let serveur: BaseDeTest;
let dossier: string;

beforeAll(async () => {
  serveur = await baseDeTest();
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-droits-'));
  const creeLe = new Date('2026-11-24T09:00:00Z');
  await creerTerritoire(serveur.url, { code: 't0001', nom: 'Pays d’essai', profil: 'essai', creeLe });
  const base = ouvrirBase(urlApplication(serveur.url), 2);
  const interroger = base.directement(lireCodeTerritoire('t0001'));
  await interroger({
    texte: `insert into resource (type, id, version, le, contenu, patient, famille, lecteurs, toks, refs, nom_tri)
      values ('Flag', 'f1', 1, '2020-01-01', '{"resourceType":"Flag","id":"f1"}', 'p1', 'SOC', '{}', '{}', '{}', '')`,
    valeurs: [],
  });
  await interroger({
    texte: `insert into depart_prevu (patient, categorie, part_le, annonce_le, porteur, porteur_nom, propose_par, confirme_par)
      values ('p1', 'social', '2022-01-01', '2021-12-01', 'PractitionerRole/sophie', 'Sophie Marchand', 'compte:a', 'compte:b')`,
    valeurs: [],
  });
  await base.fermer();
});
afterAll(async () => {
  await serveur.fermer();
  await rm(dossier, { recursive: true, force: true });
});

async function cordee(...args: string[]): Promise<{ code: number; sortie: string }> {
  const env = { ...process.env, DATABASE_URL: serveur.url, CORDEE_DONNEES: dossier };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PRINCIPAL, 'droits', ...args], { env });
    return { code: 0, sortie: stdout };
  } catch (erreur) {
    const { code, stdout, stderr } = erreur as { code: number; stdout: string; stderr: string };
    return { code, sortie: stdout + stderr };
  }
}

test('sans --supprimer rien ne part ; avec, ce qui était annoncé part, une fois', async () => {
  const essai = await cordee('conservation');
  expect(essai).toMatchObject({ code: 0 });
  expect(essai.sortie).toContain(
    'ce qui partira le 2022-01-01 : le volet social de Patient/p1 (Sophie Marchand vérifie)',
  );
  expect(essai.sortie).toContain('Rien n’a été supprimé');
  expect((await cordee('conservation', '--supprimer')).sortie).toContain('Supprimé : 1 élément dans 1 dossier');
  expect((await cordee('conservation')).sortie).toContain('À supprimer aujourd’hui : 0 élément dans 0 dossier');
});

test('l’export ne se fait que pour une demande ouverte', async () => {
  expect((await cordee('exporter')).code).toBe(2);
  expect((await cordee('exporter', '--demande', 'inconnue')).code).toBe(1);
});
