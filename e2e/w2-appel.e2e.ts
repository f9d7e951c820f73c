import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cocher } from './outils/clavier.ts';
import { BoiteExterieure } from './outils/monde-exterieur.ts';
import { exigerAccessible, ouvrirNavigateur, bureau, seConnecter, telephone } from './outils/navigateur.ts';
import { lireVue } from './outils/par-api.ts';

interface Canaux {
  parCanal: { canal: string; nombre: number }[];
  parMotif: { motif: string; nombre: number }[];
}

const origine = inject('origine');
let navigateur: Browser;
let sophie: Page;
let pharmacienne: BoiteExterieure;
const appels = async (): Promise<number> =>
  (await lireVue<Canaux>(sophie, 'liaison.canaux', {})).parCanal.find((c) => c.canal === 'telephone')?.nombre ?? 0;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  sophie = await (await telephone(navigateur)).newPage();
  await seConnecter(sophie, origine, 'Sophie Marchand');
  pharmacienne = new BoiteExterieure(await (await bureau(navigateur)).newPage(), origine, /Claire Lemoine/);
});
afterAll(() => navigateur.close());

test('un appel se note en une fois, dépose la demande et donne des tâches à quelqu’un', async () => {
  const avant = await appels();
  await sophie.goto(`${origine}/appels/nouveau`);
  await sophie.getByRole('heading', { name: 'Noter un appel' }).waitFor();
  await exigerAccessible(sophie, 'noter un appel');
  await sophie
    .getByRole('searchbox', { name: /Avec qui/ })
    .or(sophie.getByRole('combobox', { name: /Avec qui/ }))
    .first()
    .fill('Claire Lemoine');
  await sophie
    .getByRole('option')
    .filter({ hasText: 'Claire Lemoine' })
    .filter({ hasText: 'Pharmacien' })
    .first()
    .click();
  await cocher(sophie, sophie.getByRole('radio', { name: /Demander un appui/ }));
  await sophie
    .getByRole('textbox', { name: 'Ce qui est décidé' })
    .fill('Le DAC évalue la situation de M. Vasseur cette semaine.');
  await sophie.getByRole('button', { name: /Ajouter une chose à faire/ }).click();
  await sophie.getByRole('textbox', { name: 'Quoi ?' }).fill('Rappeler Claire Lemoine après la visite');
  await sophie.getByRole('textbox', { name: /Numéro utile/ }).fill('06 39 98 77 10');
  await cocher(sophie, sophie.getByRole('checkbox', { name: /demande pour le DAC/ }));
  await sophie.getByRole('textbox', { name: /Nom de la personne/ }).fill('Vasseur');
  await sophie.getByRole('textbox', { name: /Date de naissance/ }).fill('1939');
  await cocher(sophie, sophie.getByRole('radio', { name: /Dans la semaine/ }));
  await exigerAccessible(sophie, 'noter un appel, rempli');
  await sophie.getByRole('button', { name: 'Noter l’appel' }).click();
  await sophie.getByText('Ce dont vous avez convenu est envoyé à').first().waitFor();
  await sophie.getByText('Rappeler Claire Lemoine après la visite').first().waitFor();
  await exigerAccessible(sophie, 'appel noté');
  await expect.poll(appels).toBe(avant + 1);
  const canaux = await lireVue<Canaux>(sophie, 'liaison.canaux', {});
  expect(canaux.parMotif.find((m) => m.motif === 'demande')?.nombre).toBeGreaterThanOrEqual(1);
});

test('l’autre partie reçoit ce qui est convenu et corrige le numéro ; les deux valeurs restent visibles', async () => {
  const message = await pharmacienne.lire(/convenu au téléphone/);
  expect(message).toContain('Le DAC évalue la situation de M. Vasseur cette semaine.');
  expect(message).toContain('Rappeler Claire Lemoine après la visite');
  const page = await (await telephone(navigateur)).newPage();
  await page.goto(await pharmacienne.lienDuMessage());
  await page.getByRole('heading', { name: 'Corriger ce qui a été noté' }).waitFor();
  await exigerAccessible(page, 'corriger un appel');
  expect(await page.locator('body').innerText()).not.toMatch(/Vasseur|visite|06 39 98 77 10/);
  await cocher(page, page.getByRole('radio', { name: /numéro de téléphone/ }));
  await page.getByRole('textbox', { name: /La bonne information/ }).fill('06 39 98 77 11');
  await page.getByRole('button', { name: 'Envoyer la correction' }).click();
  await page
    .getByText(/les deux versions sont visibles/)
    .first()
    .waitFor();
  await page.close();
  await sophie.getByText('06 39 98 77 11').first().waitFor({ timeout: 60_000 });
  await sophie.getByText('06 39 98 77 10').first().waitFor();
});

test('la demande née de l’appel est dans la file, arrivée par téléphone', async () => {
  await sophie.goto(`${origine}/demandes?filtre=a_prendre`);
  await sophie
    .getByRole('link', { name: /Vasseur/ })
    .first()
    .waitFor();
  expect(await sophie.locator('main').innerText()).toMatch(/téléphone/i);
});
