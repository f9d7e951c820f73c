import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { lancerApplication, type ApplicationSmart } from './outils/application-smart.ts';
import { exigerAccessible, ouvrirNavigateur, seConnecter } from './outils/navigateur.ts';
import { exigerCibles, exigerSansDefilement } from './outils/petit-ecran.ts';

const origine = inject('origine');
const dossier = inject('dossier');
const CAPTURES = process.env['CORDEE_E2E_CAPTURES'];
const RACINE = path.resolve(import.meta.dirname, '..');

let application: ApplicationSmart;
let navigateur: Browser;
let sophie: Page;

beforeAll(async () => {
  application = await lancerApplication();
  application.inscrite(await inscrire());
  navigateur = await ouvrirNavigateur();
  if (CAPTURES !== undefined) await mkdir(CAPTURES, { recursive: true });
  const petit = { viewport: { width: 320, height: 640 }, locale: 'fr-FR', hasTouch: true, isMobile: true };
  sophie = await (await navigateur.newContext(petit)).newPage();
  await seConnecter(sophie, origine, 'Sophie Marchand');
});
afterAll(async () => {
  await navigateur.close();
  await application.fermer();
});

/** As an operator does: the command of the documentation. Gives the identifier it prints. */
async function inscrire(): Promise<string> {
  const args = ['src/cli/main.ts', 'client', 'ajouter', '--genre', 'application', '--nom', 'Carnet de l’Orsène'];
  const suite = ['--contact', 'aide@logiciel.invalid', '--permissions', 'patient/Patient.rs'];
  const adresses = ['--retour', `${application.adresse}/retour`, '--lancement', `${application.adresse}/lancer`];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, ...suite, ...adresses], {
    cwd: RACINE,
    env: { ...process.env, CORDEE_DONNEES: dossier },
  });
  return /identifiant\s+(\S+)/.exec(stdout)?.[1] ?? '';
}

async function regarder(ecran: string): Promise<void> {
  if (CAPTURES !== undefined) await sophie.screenshot({ path: `${CAPTURES}/${ecran}.png` });
  await exigerAccessible(sophie, ecran);
  await exigerSansDefilement(sophie, `${ecran}, 320 px`);
  await exigerCibles(sophie, ecran);
}

test('depuis la fiche d’une personne, un logiciel d’un autre éditeur s’ouvre sur elle, d’un téléphone', async () => {
  await sophie.goto(`${origine}/personnes`);
  await sophie
    .getByRole('link', { name: /PETIT|Petit/ })
    .first()
    .click();
  const bouton = sophie.getByRole('button', { name: /Carnet de l’Orsène/ });
  await bouton.waitFor();
  await bouton.scrollIntoViewIfNeeded();
  await regarder('ouvrir-dans');
  const [patient] = /[^/]+$/.exec(new URL(sophie.url()).pathname) ?? [];
  await bouton.click();
  await sophie.getByRole('heading', { name: 'Ouvrir « Carnet de l’Orsène » ?' }).waitFor();
  await regarder('ouvrir-dans-accord');
  await sophie.getByRole('button', { name: 'Ouvrir l’application' }).click();
  await expect.poll(() => sophie.locator('h1').textContent(), { timeout: 15_000 }).toBe(`Carnet de ${patient}`);
});
