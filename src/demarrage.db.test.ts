import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';

const RACINE = path.resolve(import.meta.dirname, '..');
const CLE_MAITRE = 'q1Zr8mVt4KxPn0LwBs7cYd2HgJf9EuAo5Ti6XvRk3Mw=';
let essai: BaseDeTest;
let dossier: string;

beforeAll(async () => {
  essai = await baseDeTest();
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-demarrage-'));
});
afterAll(async () => {
  await essai.fermer();
  await rm(dossier, { recursive: true, force: true });
});

interface Lancee {
  readonly sortie: () => string;
  readonly fini: Promise<number | null>;
  /** Address said at the start. */
  readonly prete: Promise<string>;
  arreter(): void;
}

function lancer(env: Readonly<Record<string, string>>): Lancee {
  const enfant = spawn(process.execPath, ['src/main.ts'], {
    cwd: RACINE,
    env: { PATH: process.env['PATH'] ?? '', HOME: dossier, CORDEE_DONNEES: dossier, CORDEE_ECRANS: 'prets', ...env },
  });
  let sortie = '';
  let dire: (adresse: string) => void = () => undefined;
  const prete = new Promise<string>((resoudre) => {
    dire = resoudre;
  });
  const noter = (morceau: Buffer): void => {
    sortie += morceau.toString('utf8');
    const adresse = /prête : (\S+)/.exec(sortie)?.[1];
    if (adresse !== undefined) dire(adresse);
  };
  enfant.stdout.on('data', noter);
  enfant.stderr.on('data', noter);
  const fini = new Promise<number | null>((resoudre) => {
    enfant.on('exit', (code) => {
      dire('');
      resoudre(code);
    });
  });
  return { sortie: () => sortie, fini, prete, arreter: () => void enfant.kill('SIGTERM') };
}

describe('Le démarrage', { timeout: 90_000 }, () => {
  test('aucun secret n’est dans ce que le programme dit, du démarrage à l’arrêt, pannes comprises', async () => {
    const cordee = lancer({
      PORT: '0',
      DATABASE_URL: essai.url,
      CORDEE_CLE_MAITRE: CLE_MAITRE,
      CORDEE_SANS_DEMO: 'oui',
    });
    const adresse = await cordee.prete;
    expect(`${adresse}\n${cordee.sortie()}`).toMatch(/^http:/);
    expect((await fetch(`${adresse}/sante`)).status).toBe(200);
    for (const chemin of ['/api/nulle-part', '/fhir/Patient/x', '/oauth/token'])
      await fetch(`${adresse}${chemin}`, {
        method: 'POST',
        headers: { 'x-cordee': '1', cookie: 'cordee_essai=cookie-secret-du-visiteur' },
      });
    cordee.arreter();
    expect(await cordee.fini).toBe(0);
    const secrets = [
      new URL(essai.url).password,
      new URL(urlApplication(essai.url)).password,
      CLE_MAITRE,
      'cookie-secret-du-visiteur',
    ];
    for (const secret of secrets.filter((s) => s.length > 0)) expect(cordee.sortie()).not.toContain(secret);
  });

  test('un réglage dangereux : une phrase en français, un code d’erreur, rien d’ouvert', async () => {
    const cordee = lancer({
      CORDEE_PROFIL: 'territoire',
      DATABASE_URL: 'postgres://cordee:postgres@localhost:1/cordee',
      CORDEE_ORIGINE: 'http://localhost',
    });
    expect(await cordee.fini).toBe(1);
    expect(cordee.sortie()).toMatch(/Cordée refuse de démarrer ainsi :\n {2}- /);
    expect(cordee.sortie()).toMatch(/CORDEE_CLE_MAITRE manque/);
    expect(cordee.sortie()).not.toContain('    at ');
  });

  test('une base injoignable se dit sans son mot de passe', async () => {
    const libre = await portLibre();
    const cordee = lancer({
      PORT: '0',
      DATABASE_URL: `postgres://cordee:mot-de-passe-a-taire@localhost:${libre}/cordee`,
    });
    expect(await cordee.fini).toBe(1);
    expect(cordee.sortie()).not.toContain('mot-de-passe-a-taire');
  });
});

async function portLibre(): Promise<number> {
  const serveur = createServer();
  await new Promise<void>((pret) => {
    serveur.listen(0, 'localhost', pret);
  });
  const adresse = serveur.address();
  await new Promise((fin) => serveur.close(fin));
  return typeof adresse === 'object' && adresse !== null ? adresse.port : 1;
}
