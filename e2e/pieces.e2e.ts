import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { z } from 'zod';
import { EICAR } from '#connectors/antivirus/simulateur/simulateur.ts';
import type { fils } from '#modules/messagerie/contract.ts';
import { UN_PDF, UN_PNG, unZip } from '#modules/messagerie/pieces/testing.ts';
import { ADRESSE_DAC, BoiteExterieure } from './outils/monde-exterieur.ts';
import { bureau, exigerAccessible, ouvrirNavigateur, seConnecter } from './outils/navigateur.ts';
import { lireVue } from './outils/par-api.ts';
import { exigerCibles, exigerSansDefilement } from './outils/petit-ecran.ts';

const origine = inject('origine');
const CAPTURES = process.env['CORDEE_E2E_CAPTURES'];

let navigateur: Browser;
let docteur: BoiteExterieure;
let sophie: Page;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  if (CAPTURES !== undefined) await mkdir(CAPTURES, { recursive: true });
  docteur = new BoiteExterieure(await (await bureau(navigateur)).newPage(), origine, /Paul Martin/);
  const petit = { width: 320, height: 640 };
  const contexte = await navigateur.newContext({ viewport: petit, locale: 'fr-FR', hasTouch: true, isMobile: true });
  sophie = await contexte.newPage();
  await seConnecter(sophie, origine, 'Sophie Marchand');
});
afterAll(() => navigateur.close());

async function regarder(ecran: string): Promise<void> {
  if (CAPTURES !== undefined) await sophie.screenshot({ path: `${CAPTURES}/${ecran}.png`, fullPage: true });
  await exigerAccessible(sophie, ecran);
  await exigerSansDefilement(sophie, `${ecran}, 320 px`);
}

type Fils = z.output<typeof fils.sortie>;

/** Dr Martin writes with one attachment; Sophie opens the exchange once it is there. */
async function recevoir(sujet: string, piece: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await docteur.ecrireAu(ADRESSE_DAC, sujet, `${sujet}.\nDr Martin`, piece);
  const trouver = async () => {
    const { groupes } = await lireVue<Fils>(sophie, 'messagerie.fils', {});
    return Object.values(groupes)
      .flat()
      .find((fil) => fil.sujet === sujet)?.id;
  };
  await expect.poll(trouver, { timeout: 60_000, interval: 500 }).toBeTypeOf('string');
  await sophie.goto(`${origine}/messages/${await trouver()}`);
  await sophie.getByText(`${sujet}.`).first().waitFor();
}

test('Sophie reçoit un PDF par message sécurisé : une ligne, un geste, il s’ouvre', async () => {
  await recevoir('Compte rendu de consultation', {
    name: 'compte-rendu.pdf',
    mimeType: 'application/pdf',
    buffer: UN_PDF,
  });
  await sophie.getByRole('button', { name: /compte-rendu\.pdf\s*Document PDF/ }).waitFor({ timeout: 30_000 });
  await regarder('pieces-ligne');
  await exigerCibles(sophie, 'pieces-ligne');
  await sophie.getByRole('button', { name: /compte-rendu\.pdf/ }).focus();
  await sophie.keyboard.press('Enter');
  const panneau = sophie.getByRole('dialog', { name: 'compte-rendu.pdf' });
  await panneau.getByRole('button', { name: 'Ouvrir en grand' }).waitFor();
  await regarder('pieces-pdf');
  const [prise] = await Promise.all([
    sophie.waitForEvent('download'),
    panneau.getByRole('button', { name: /Télécharger/ }).click(),
  ]);
  expect(prise.suggestedFilename()).toBe('compte-rendu.pdf');
  await sophie.keyboard.press('Escape');
  await panneau.waitFor({ state: 'detached' });
});

test('une photo rangée dans une archive se voit dans la page', async () => {
  const buffer = unZip([{ nom: 'plaie/photo.png', octets: UN_PNG }]);
  await recevoir('Photo de la plaie', { name: 'photos.zip', mimeType: 'application/zip', buffer });
  await sophie.getByRole('button', { name: /photos\.zip/ }).click({ timeout: 30_000 });
  await sophie.getByRole('button', { name: /Ouvrir plaie\/photo\.png/ }).click();
  const image = sophie.getByRole('img', { name: 'Contenu de photo.png' });
  await expect.poll(() => image.evaluate((i) => (i instanceof HTMLImageElement ? i.naturalWidth : 0))).toBe(1);
  await regarder('pieces-archive');
  await sophie.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
});

test('une pièce infectée est mise de côté : Sophie l’apprend en mots simples, et lit le message', async () => {
  await recevoir('Facture en retard', { name: 'facture.txt', mimeType: 'text/plain', buffer: Buffer.from(EICAR) });
  await sophie.getByText('Dangereuse : un virus a été trouvé').first().waitFor({ timeout: 30_000 });
  expect(await sophie.getByRole('button', { name: /facture\.txt/ }).count()).toBe(0);
  await regarder('pieces-dangereuse');
  await exigerCibles(sophie, 'pieces-dangereuse');
});
