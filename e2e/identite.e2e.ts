import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { exigerAccessible, ouvrirNavigateur, seConnecter } from './outils/navigateur.ts';
import { agir, lireVue } from './outils/par-api.ts';
import { exigerCibles, exigerSansDefilement } from './outils/petit-ecran.ts';

const origine = inject('origine');
const CAPTURES = process.env['CORDEE_E2E_CAPTURES'];

let navigateur: Browser;
let sophie: Page;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  const reglages = { locale: 'fr-FR', timezoneId: 'Europe/Paris', hasTouch: true, isMobile: true };
  sophie = await (await navigateur.newContext({ ...reglages, viewport: { width: 320, height: 640 } })).newPage();
  await seConnecter(sophie, origine, 'Sophie Marchand');
  if (CAPTURES !== undefined) await mkdir(CAPTURES, { recursive: true });
});
afterAll(() => navigateur.close());

/** What a tired carer sees on a small phone: whole, reachable, without sliding sideways. */
async function regarder(ecran: string): Promise<void> {
  await sophie.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  if (CAPTURES !== undefined)
    await sophie.screenshot({ path: `${CAPTURES}/${ecran.replaceAll(/[^a-z0-9]+/gi, '-')}.png`, fullPage: true });
  await exigerAccessible(sophie, ecran);
  await exigerSansDefilement(sophie, ecran);
  await exigerCibles(sophie, ecran);
}

async function creer(traits: object): Promise<string> {
  const { recherche, candidats } = await lireVue<{ recherche: string; candidats: { patient: string }[] }>(
    sophie,
    'dossier.rechercherIdentite',
    traits,
  );
  const ecartes = candidats.map(({ patient }) => patient);
  return (await agir<{ patient: string }>(sophie, 'dossier.creer', { recherche, traits, ecartes })).patient;
}

/** In the civil record of the trial (fixtures/territoire/situations.json), and again in a file of our own. */
const BERNARD = {
  nomNaissance: 'Keller',
  nom: 'Keller',
  prenoms: 'Bernard',
  naissance: '02/09/1963',
  sexe: 'male',
  commune: 'Vieilleval',
};

test('qualifier seul, sur un téléphone : chercher, choisir la pièce, dire qu’on l’a vue', async () => {
  const patient = await creer(BERNARD);
  await sophie.goto(`${origine}/personnes/${patient}/identite`);
  await sophie.getByRole('link', { name: 'Qualifier l’identité' }).click();
  await sophie.getByRole('button', { name: 'Chercher dans le téléservice national' }).waitFor();
  await regarder('Qualifier');
  const debut = performance.now();
  await sophie.getByRole('button', { name: 'Chercher dans le téléservice national' }).click();
  await sophie.getByText('Carte nationale d’identité').click();
  await sophie.getByText('Identité retrouvée dans le téléservice national.').waitFor();
  await regarder('Qualifier, retrouvée');
  await sophie.getByRole('button', { name: 'J’ai vu cette pièce' }).click();
  await sophie.getByText('Documents, messages à la personne').waitFor();
  await regarder('Qualifier, fini');
  expect(performance.now() - debut).toBeLessThan(60_000);
});

test('deux dossiers de la même personne : la file les montre côte à côte', async () => {
  const [a, b] = [await creer(BERNARD), await creer({ ...BERNARD, prenoms: 'Bernard Émile' })];
  await agir(sophie, 'identitovigilance.signalerDoublon', { patient: a, autre: b, motif: 'Deux saisies' });
  await sophie.goto(`${origine}/identites`);
  await sophie.getByRole('button', { name: 'C’est la même personne' }).first().click();
  await sophie.getByText('Quel dossier garder ?').waitFor();
  await regarder('Doublons');
  await sophie.goto(`${origine}/personnes/${a}/destinataires`);
  await sophie.getByText('Rien n’est parti au sujet de cette personne.').waitFor();
  await regarder('Destinataires');
});
