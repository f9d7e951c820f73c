import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MauvaisUsage } from './commande.ts';
import { valider } from './valider.ts';

const dossier = mkdtempSync(path.join(tmpdir(), 'cordee-valider-'));

afterAll(() => rmSync(dossier, { recursive: true, force: true }));

function ecrire(nom: string, contenu: string): string {
  const chemin = path.join(dossier, nom);
  writeFileSync(chemin, contenu);
  return chemin;
}

interface Ligne {
  readonly meta: { readonly source: string };
  readonly issue: readonly { readonly severity: string; readonly details: { readonly text: string } }[];
}

async function lancer(...args: string[]): Promise<{ readonly code: number; readonly lignes: readonly Ligne[] }> {
  const lignes: Ligne[] = [];
  const code = await valider.executer(args, (ligne) => lignes.push(JSON.parse(ligne) as Ligne));
  return { code, lignes };
}

beforeEach(() => {
  vi.stubEnv('CORDEE_PAQUETS', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('une ressource conforme donne une ligne et le code 0', async () => {
  const { code, lignes } = await lancer(ecrire('p.json', '\uFEFF{"resourceType":"Patient","gender":"female"}'));
  expect(code).toBe(0);
  expect(lignes.map(({ issue }) => issue[0]?.severity)).toEqual(['information']);
});

test('un fichier d’une ressource par ligne donne une ligne de résultat par ressource, qui dit laquelle', async () => {
  const fichier = ecrire(
    'l.ndjson',
    '{"resourceType":"Patient"}\n\n{oups\n{"resourceType":"Task","status":"x","intent":"order"}\n',
  );
  const { code, lignes } = await lancer(fichier);
  expect(code).toBe(1);
  expect(lignes.map(({ meta }) => meta.source.replace(/^.*#/, ''))).toEqual(['1', '3', '4']);
  expect(lignes.map(({ issue }) => issue[0]?.severity)).toEqual(['information', 'fatal', 'error']);
  expect(lignes[2]?.issue[0]?.details.text).toContain('Codes possibles : draft, requested');
});

test('un fichier absent ou un dossier est dit sur sa ligne, les autres sont jugés', async () => {
  const { code, lignes } = await lancer(
    path.join(dossier, 'absent.json'),
    dossier,
    ecrire('q.json', '{"resourceType":"Patient"}'),
  );
  expect(code).toBe(1);
  expect(lignes.map(({ issue }) => issue[0]?.severity)).toEqual(['fatal', 'fatal', 'information']);
  expect(lignes[0]?.issue[0]?.details.text).toContain('ne peut pas être lu');
});

test('un profil exigé et non détenu est une erreur', async () => {
  const { code } = await lancer(
    '--profil',
    'https://exemple.invalid/p',
    ecrire('r.json', '{"resourceType":"Patient"}'),
  );
  expect(code).toBe(1);
});

test('ce que Cordée écrit est connu : ses extensions ne sont pas refusées', async () => {
  const relance = { url: 'urn:cordee:orientation:relance', valueDateTime: '2026-11-24T09:00:00Z' };
  const tache = { resourceType: 'Task', status: 'requested', intent: 'order', extension: [relance] };
  expect((await lancer(ecrire('t.json', JSON.stringify(tache)))).code).toBe(0);
});

test('rien à valider, ou des paquets qui n’en sont pas : dit avec la bonne écriture', async () => {
  await expect((async () => lancer())()).rejects.toThrow(MauvaisUsage);
  vi.stubEnv('CORDEE_PAQUETS', path.join(dossier, 'nulle-part'));
  await expect((async () => lancer(ecrire('s.json', '{}')))()).rejects.toThrow(/nulle-part n’existe pas/);
});
