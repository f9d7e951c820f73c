import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { allerA, choisir, ecrire, presser } from './outils/clavier.ts';
import { ADRESSE_DAC, BoiteExterieure, lignesDuMessage } from './outils/monde-exterieur.ts';
import { bureau, exigerAccessible, ouvrirNavigateur, seConnecter, telephone } from './outils/navigateur.ts';

const origine = inject('origine');
let navigateur: Browser;
let docteur: BoiteExterieure;
let pageDocteur: Page;
let sophie: Page;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  pageDocteur = await (await bureau(navigateur)).newPage();
  docteur = new BoiteExterieure(pageDocteur, origine, /Paul Martin/);
  sophie = await (await bureau(navigateur)).newPage();
  await seConnecter(sophie, origine, 'Sophie Marchand');
});
afterAll(() => navigateur.close());

test('le Dr Martin, sans compte, écrit trois lignes au DAC et sait aussitôt qui le suit', async () => {
  await sophie.goto(`${origine}/demandes?filtre=a_prendre`);
  await sophie.getByRole('heading', { level: 1 }).waitFor();
  await exigerAccessible(sophie, 'file des demandes');
  await docteur.ecrireAu(
    ADRESSE_DAC,
    'Situation difficile',
    'Bonjour, Mme Aubry, née en 1942, a chuté mardi, sa fille est épuisée, 06 39 98 01 02.\nElle est d’accord. Pouvez-vous évaluer à domicile ?\nDr Martin',
  );
  // The open screen shows it by itself: nobody reloads.
  await sophie.getByRole('link', { name: /Aubry/ }).first().waitFor({ timeout: 60_000 });
  const accuse = await docteur.lire(/DEM-\w+ bien reçue/);
  expect(accuse).toContain('Sophie Marchand');
  expect(accuse).toContain('03 53 01 00 11');
  expect(lignesDuMessage(accuse).length).toBeLessThanOrEqual(5);
});

test('le lien de suivi s’ouvre sans compte, sur un téléphone, et ne montre aucune donnée de santé', async () => {
  await docteur.lire(/bien reçue/);
  const lien = await docteur.lienDuMessage();
  const page = await (await telephone(navigateur)).newPage();
  await page.goto(lien);
  await page.getByText('Bien arrivée').first().waitFor();
  await exigerAccessible(page, 'page de suivi');
  const texte = await page.locator('body').innerText();
  for (const interdit of [/Aubry/i, /chut/i, /1942/, /épuis/i, /domicile/i]) expect(texte).not.toMatch(interdit);
  await page.close();
});

test('Sophie prend la demande, confirme de qui il s’agit et pose une question, au clavier seulement', async () => {
  await presser(sophie, sophie.getByRole('link', { name: /Aubry/ }).first());
  await sophie.getByText('Pouvez-vous évaluer à domicile').first().waitFor();
  await exigerAccessible(sophie, 'une demande à prendre');
  await presser(sophie, sophie.getByRole('button', { name: 'Je prends' }).first());
  await sophie.getByText('Sophie Marchand a la main').first().waitFor();

  await presser(sophie, sophie.getByRole('button', { name: 'Confirmer la personne' }).first());
  const dossiers = sophie.getByRole('radiogroup', { name: /l’une de ces personnes/ });
  await dossiers.waitFor();
  await exigerAccessible(sophie, 'personne à confirmer');
  await choisir(sophie, dossiers, /Madeleine.*même téléphone/s);
  await presser(sophie, sophie.getByRole('button', { name: 'Rattacher à ce dossier' }));
  await sophie.getByText('Personne confirmée').first().waitFor();

  await presser(sophie, sophie.getByRole('button', { name: 'Poser une question' }).first());
  await ecrire(sophie, sophie.getByLabel('Votre question'), 'Vit-elle seule ?');
  await exigerAccessible(sophie, 'poser une question');
  await presser(sophie, sophie.getByRole('button', { name: 'Envoyer la question' }));
  await sophie.getByText('Attend une précision').first().waitFor();
});

test('il répond simplement au message, et le délai de décision repart', async () => {
  expect(await docteur.lire(/une question/)).toContain('Vit-elle seule ?');
  await docteur.repondre('Oui, au quatrième étage sans ascenseur.');
  await sophie.getByText('Oui, au quatrième étage sans ascenseur.').first().waitFor({ timeout: 60_000 });
  await sophie.getByText('En analyse').first().waitFor();
});

test('la décision part en même temps que le mot au demandeur, en cinq lignes au plus', async () => {
  await presser(sophie, sophie.getByRole('button', { name: 'Décider' }).first());
  const decisions = sophie.getByRole('radiogroup', { name: /Que décidez-vous/ });
  await decisions.waitFor();
  await choisir(sophie, decisions, /évaluation/i);
  await exigerAccessible(sophie, 'décider');
  await ecrire(
    sophie,
    sophie.getByRole('textbox', { name: /mot au demandeur/i }),
    'Nous évaluons la situation à domicile mardi.',
  );
  await presser(sophie, sophie.getByRole('button', { name: /Décider et prévenir/ }));
  await sophie.getByText('Évaluation à domicile').first().waitFor();
  const retour = await docteur.lire(/où nous en sommes/);
  expect(retour).toContain('Nous évaluons la situation à domicile mardi.');
  expect(lignesDuMessage(retour).length).toBeLessThanOrEqual(5);
});

test('avant le premier nom humain, un seul message ; et personne n’a créé de compte', async () => {
  expect(await docteur.nombreDeMessages(/bien reçue/)).toBe(1);
  expect(await docteur.nombreDeMessages(/compte|inscri/i)).toBe(0);
  await allerA(pageDocteur, pageDocteur.getByRole('link', { name: /bien reçue/ }));
});
