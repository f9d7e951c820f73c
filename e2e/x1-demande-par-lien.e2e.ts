import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cocher, ecrire, presser } from './outils/clavier.ts';
import { ADRESSE_DAC, BoiteExterieure, lignesDuMessage } from './outils/monde-exterieur.ts';
import { bureau, exigerAccessible, ouvrirNavigateur, seConnecter, telephone } from './outils/navigateur.ts';
import { lireVue } from './outils/par-api.ts';

const origine = inject('origine');
let navigateur: Browser;
let docteur: BoiteExterieure;
let sansCompte: BrowserContext;
let page: Page;
let sophie: Page;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  docteur = new BoiteExterieure(await (await bureau(navigateur)).newPage(), origine, /Hélène Roy/);
  sansCompte = await telephone(navigateur);
  page = await sansCompte.newPage();
  sophie = await (await bureau(navigateur)).newPage();
  await seConnecter(sophie, origine, 'Sophie Marchand');
});
afterAll(() => navigateur.close());

/** The four answers, at the keyboard. */
async function remplir(nom: string, texte: string): Promise<void> {
  await ecrire(page, page.getByRole('textbox', { name: 'Nom de la personne' }), nom);
  await ecrire(page, page.getByRole('textbox', { name: 'Date de naissance' }), '1950');
  await ecrire(page, page.getByRole('textbox', { name: 'Qu’attendez-vous ?' }), texte);
  await cocher(page, page.getByRole('radio', { name: /Dans la semaine/ }));
}
const envoyer = () => presser(page, page.getByRole('button', { name: 'Envoyer la demande' }));
const reference = async () => /DEM-\w+/.exec(await page.getByRole('heading', { name: /DEM-/ }).innerText())?.[0] ?? '';

test('l’accusé d’un premier message donne à la Dre Roy un lien pour la prochaine fois, en cinq lignes', async () => {
  await docteur.ecrireAu(ADRESSE_DAC, 'Une patiente', 'Mme Vidalie, née en 1948, 06 39 98 02 03, ne mange plus.');
  expect(lignesDuMessage(await docteur.lire(/DEM-\w+ bien reçue/)).length).toBeLessThanOrEqual(5);
  await page.goto(await docteur.lienDuMessage('dernier'));
  await page.getByRole('heading', { name: 'Demander un appui' }).waitFor();
  await exigerAccessible(page, 'demander un appui sans compte');
  const vu = await page.locator('body').innerText();
  expect(vu).toContain('Hélène Roy');
  expect(vu).not.toMatch(/Vidalie|1948|mange/);
});

test('le réseau coupé ne perd rien ; quatre réponses au clavier, et la demande part avec son accusé', async () => {
  await remplir('Rivalin', 'Ne sort plus, sa sœur est épuisée.');
  await sansCompte.setOffline(true);
  await envoyer();
  await page
    .getByText(/Ce que vous avez écrit est gardé/)
    .first()
    .waitFor();
  await sansCompte.setOffline(false);
  await page.reload();
  await page.getByText('Nous avons gardé ce que vous aviez commencé.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Nom de la personne' }).inputValue()).toBe('Rivalin');
  await envoyer();
  await page.getByRole('heading', { name: 'Demande envoyée' }).waitFor();
  await exigerAccessible(page, 'demande envoyée sans compte');
  const accuse = await docteur.lire(new RegExp(`${await reference()} bien reçue`));
  expect(accuse).toContain('03 53 01 00 11');
  await sophie.goto(`${origine}/demandes?filtre=a_prendre`);
  await sophie
    .getByRole('link', { name: /Rivalin/ })
    .first()
    .waitFor();
});

test('la même personne redemandée aussitôt est reconnue, avec la même référence', async () => {
  const premiere = await reference();
  await presser(page, page.getByRole('button', { name: 'Faire une autre demande' }));
  await remplir('Rivalin', 'Ne sort plus, sa sœur est épuisée.');
  await envoyer();
  await page.getByRole('heading', { name: 'Nous avions déjà cette demande' }).waitFor();
  expect(await reference()).toBe(premiere);
});

test('Sophie ferme ses liens depuis sa fiche, puis lui en envoie un autre', async () => {
  const [fiche] = await lireVue<{ ref: string }[]>(sophie, 'annuaire.suggestions', { texte: 'Hélène Roy' });
  await sophie.goto(`${origine}/annuaire/fiche?ref=${encodeURIComponent(fiche?.ref ?? '')}`);
  await presser(sophie, sophie.getByRole('button', { name: 'Fermer ses liens' }));
  await sophie.getByRole('button', { name: 'Envoyer un lien par message sécurisé' }).waitFor();
  await exigerAccessible(sophie, 'une fiche, sans lien ouvert');
  await page.reload();
  await page
    .getByText(/Ce lien n’est plus valable/)
    .first()
    .waitFor();
  await presser(sophie, sophie.getByRole('button', { name: 'Envoyer un lien par message sécurisé' }));
  await docteur.lire(/Demander un appui au DAC, sans compte/);
  await page.goto(await docteur.lienDuMessage());
  await page.getByRole('heading', { name: 'Demander un appui' }).waitFor();
});
