import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exigerAccessible, ouvrirNavigateur, telephone } from '../../../e2e/outils/navigateur.ts';
import { ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from '../connexion-testing.ts';
import { demandeDAutorisation, raccorder, unPatient, unPkce, type LogicielDeTest } from './testing.ts';

let maison: MaisonDeTest;
let appli: LogicielDeTest;
let navigateur: Browser;
const chezLAppli = createServer((_req, res) =>
  res
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<!doctype html><html lang="fr"><title>Appli</title><h1>Appli</h1>'),
);

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest();
  await unMembre(maison.base);
  await unPatient(maison, { id: 'p1', nom: 'Perrin', membre: 'Practitioner/compte-lise' });
  await new Promise<void>((pret) => chezLAppli.listen(0, 'localhost', pret));
  appli = await raccorder(maison, {
    sansCle: true,
    nom: 'Agenda du Port',
    genre: 'application',
    familles: undefined,
    permissions: 'patient/*.rs',
    retours: [`http://localhost:${(chezLAppli.address() as AddressInfo).port}/retour`],
  });
  navigateur = await ouvrirNavigateur();
});
afterAll(async () => {
  await navigateur.close();
  chezLAppli.close();
  await maison[Symbol.asyncDispose]();
});

test('dans un vrai navigateur, au clavier seul : la carte, la page lisible, l’accord, et le retour à l’application', async () => {
  const contexte = await telephone(navigateur);
  const page = await contexte.newPage();
  const refusees: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refusees.push(message.text());
  });
  const demande = demandeDAutorisation(maison, appli.client, unPkce());
  const suite = await page.request.get(`${maison.origine}${demande}`, { maxRedirects: 0 });
  const retour = new URL(suite.headers()['location'] ?? '', maison.origine).searchParams.get('retour') ?? '';
  await page.goto(`${maison.origine}/connexion/psc?${new URLSearchParams({ retour }).toString()}`);
  await page.getByRole('button', { name: /Lise Exemple/ }).click();
  await page.getByRole('heading', { name: 'Ouvrir « Agenda du Port » ?' }).waitFor();
  await exigerAccessible(page, 'autoriser une application');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('patient');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/retour');
  const arrivee = new URL(page.url());
  expect(arrivee.searchParams.get('code')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(arrivee.searchParams.get('state')).toBe('etat-de-l-application');
  expect(refusees).toEqual([]);
  await contexte.close();
}, 120_000);
