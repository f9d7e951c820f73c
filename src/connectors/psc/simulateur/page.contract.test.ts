import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import chromiumNpm from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creerFournisseurPsc } from '../fournisseur.ts';
import type { FournisseurPsc } from '../fournisseur.ts';
import { monterSimulateur, unPersona, uneSituation } from '../testing.ts';
import type { MontageSimulateur } from '../testing.ts';

let montage: MontageSimulateur;
let psc: FournisseurPsc;
let navigateur: Browser;
let axe: string;

// One process per page: with the packaged `--single-process`, closing a page closes the browser.
const args = chromiumNpm.args.filter((a) => a !== '--single-process' && a !== '--no-zygote');

beforeAll(async () => {
  const situations = [uneSituation(), uneSituation({ id: 'ems', structureRef: 'R2', structureNom: 'EHPAD des Dunes' })];
  const sansCarte = { idnps: undefined, titre: undefined, prenom: 'Rose' };
  montage = await monterSimulateur({ personas: [unPersona({ situations }), unPersona({ id: 'rose', ...sansCarte })] });
  psc = creerFournisseurPsc(montage.psc);
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  navigateur = await chromium.launch({ executablePath: await chromiumNpm.executablePath(), args });
}, 120_000);
afterAll(async () => {
  await navigateur.close();
  await montage[Symbol.asyncDispose]();
});

async function defautsAxe(page: Page): Promise<string[]> {
  // The page forbids scripts: axe enters through the debugger, the policy of the page stays as served.
  await page.evaluate(axe);
  return page.evaluate<string[]>('axe.run().then((r) => r.violations.map((v) => v.id))');
}

test.each(['light', 'dark'] as const)(
  'la page de choix n’a aucun défaut d’accessibilité (thème %s)',
  async (colorScheme) => {
    const page = await navigateur.newPage({ colorScheme, viewport: { width: 390, height: 800 } });
    await page.goto((await psc.demarrer()).url.href);
    expect(await defautsAxe(page)).toEqual([]);
    await page.getByText('Voir les pannes proposées').click();
    expect(await defautsAxe(page)).toEqual([]);
    const hauteurs = await page
      .locator('button, select, summary')
      .evaluateAll((e) => e.map((x) => x.getBoundingClientRect().height));
    expect(Math.min(...hauteurs)).toBeGreaterThanOrEqual(44);
    const largeur: unknown = await page.evaluate('document.documentElement.scrollWidth');
    expect(largeur).toBe(390);
    await page.close();
  },
);

test('au clavier seul, la première carte connecte, sans violation de la politique de contenu', async () => {
  const page = await navigateur.newPage();
  const messages: string[] = [];
  page.on('console', (m) => messages.push(m.text()));
  const { url, attente } = await psc.demarrer();
  await page.goto(url.href);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.innerText')).toContain('Dr Lise Exemple');
  await page.keyboard.press('Enter');
  await page.waitForURL((u) => u.pathname === '/connexion/psc/retour');
  expect((await psc.terminer(new URL(page.url()), attente)).idnps).toBe('899700000001');
  expect(messages.filter((m) => m.includes('Content Security Policy'))).toEqual([]);
  await page.close();
});

test('refuser sur le téléphone ramène dans l’application avec une explication', async () => {
  const page = await navigateur.newPage();
  const { url, attente } = await psc.demarrer();
  await page.goto(url.href);
  await page.getByText('Voir les pannes proposées').click();
  await page.getByRole('button', { name: 'Je refuse sur mon téléphone' }).click();
  await page.waitForURL((u) => u.pathname === '/connexion/psc/retour');
  await expect(psc.terminer(new URL(page.url()), attente)).rejects.toMatchObject({ code: 'psc.refus_utilisateur' });
  await page.close();
});

test('la page d’erreur est lisible et accessible', async () => {
  const page = await navigateur.newPage();
  await page.goto(`${montage.psc.issuer}/interaction/inconnue`);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Demande expirée');
  expect(await defautsAxe(page)).toEqual([]);
  await page.close();
});
