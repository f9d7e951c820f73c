import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cocher } from './outils/clavier.ts';
import { BoiteExterieure } from './outils/monde-exterieur.ts';
import { bureau, exigerAccessible, ouvrirNavigateur, seConnecter, telephone } from './outils/navigateur.ts';
import { agir, lireVue } from './outils/par-api.ts';

interface Boucle {
  envoyees: number;
  refusees: number;
  commencees: number;
}

const origine = inject('origine');
let navigateur: Browser;
let sophie: Page;
let demande: string;
const boite = async (nom: RegExp) => new BoiteExterieure(await (await bureau(navigateur)).newPage(), origine, nom);

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  sophie = await (await bureau(navigateur)).newPage();
  await seConnecter(sophie, origine, 'Sophie Marchand');
  const deposee = await agir<{ id: string }>(sophie, 'demande.deposer', {
    personne: { nom: 'Aubry', prenom: 'Madeleine', naissance: '1942-03-12' },
    texte: 'Aide au lever et au coucher après une chute.',
    urgence: 'U2',
    accord: 'accord',
    demandeur: { nom: 'Nadia Benali', adresse: 'nadia.benali@infirmier.mss-orsene.invalid' },
  });
  demande = deposee.id;
  await agir(sophie, 'demande.prendre', { id: demande });
  const { rapprochements } = await lireVue<{ rapprochements: { patient: string }[] }>(sophie, 'demande.detail', {
    id: demande,
  });
  await agir(sophie, 'demande.confirmerPersonne', { id: demande, patient: rapprochements[0]?.patient });
  await agir(sophie, 'demande.decider', {
    id: demande,
    decision: 'orientation_en_cours',
    retour: 'Nous cherchons une aide à domicile.',
  });
});
afterAll(() => navigateur.close());

async function choisirLeService(nom: string): Promise<void> {
  const champ = sophie
    .getByRole('searchbox', { name: /Quel service/ })
    .or(sophie.getByRole('combobox', { name: /Quel service/ }))
    .first();
  await champ.fill(nom);
  await sophie
    .getByRole('option', { name: new RegExp(nom) })
    .first()
    .click();
}

async function ouvrirLaReponse(nom: RegExp): Promise<Page> {
  const service = await boite(nom);
  await service.lire(/votre réponse est attendue/);
  const page = await (await telephone(navigateur)).newPage();
  await page.goto(await service.lienDuMessage());
  await page.getByText('Pouvez-vous accompagner cette personne ?').waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/Aubry|lever|chute/i);
  return page;
}

test('un service sans places publiées est signalé, jamais bloqué, et reçoit l’orientation', async () => {
  await sophie.goto(`${origine}/orientations/nouvelle?demande=${demande}`);
  await sophie.getByRole('heading', { name: 'Proposer un service' }).waitFor();
  await exigerAccessible(sophie, 'proposer un service');
  await choisirLeService('SAD Les Tilleuls');
  await sophie
    .getByText(/ne publie pas ses places/)
    .first()
    .waitFor();
  const besoin = sophie.getByRole('textbox', { name: /Ce dont la personne a besoin/ });
  if ((await besoin.inputValue()) === '') await besoin.fill('Aide au lever et au coucher.');
  await sophie.getByRole('button', { name: /Envoyer l’orientation à SAD Les Tilleuls/ }).click();
  await sophie
    .getByRole('heading', { name: /SAD Les Tilleuls|ORI-/ })
    .first()
    .waitFor();
  await exigerAccessible(sophie, 'une orientation');
});

test('SAD Les Tilleuls refuse depuis le lien de son message, sans compte, et conseille SAD Bel Automne', async () => {
  const page = await ouvrirLaReponse(/SAD Les Tilleuls/);
  await exigerAccessible(page, 'répondre à une orientation');
  await page.getByRole('button', { name: 'Refuser' }).click();
  await cocher(page, page.getByRole('radio', { name: /Hors de notre zone/ }));
  await page.getByRole('textbox', { name: /autre service que vous conseillez/ }).fill('SAD Bel Automne');
  await exigerAccessible(page, 'refuser une orientation');
  await page.getByRole('button', { name: 'Envoyer le refus' }).click();
  await page.getByText('Vous avez répondu que vous ne pouvez pas.').first().waitFor();
  await page.close();
});

test('le refus arrive chez Sophie, et SAD Bel Automne se propose en un geste, tout rempli', async () => {
  const proposer = sophie
    .getByRole('link', { name: /Proposer à SAD Bel Automne/ })
    .or(sophie.getByRole('button', { name: /Proposer à SAD Bel Automne/ }))
    .first();
  await proposer.waitFor({ timeout: 60_000 });
  await exigerAccessible(sophie, 'orientation refusée');
  await proposer.click();
  await sophie.getByRole('heading', { name: 'Proposer un service' }).waitFor();
  const envoyer = sophie.getByRole('button', { name: /Envoyer l’orientation à SAD Bel Automne/ });
  await envoyer.waitFor();
  expect(await sophie.getByRole('textbox', { name: /Ce dont la personne a besoin/ }).inputValue()).not.toBe('');
  await envoyer.click();
  await sophie
    .getByRole('heading', { name: /SAD Bel Automne|ORI-/ })
    .first()
    .waitFor();
});

test('SAD Bel Automne accepte, fixe une date puis dit que c’est commencé', async () => {
  const page = await ouvrirLaReponse(/SAD Bel Automne/);
  await page.getByRole('button', { name: 'Accepter' }).click();
  await page.getByRole('button', { name: 'Accepter l’orientation' }).click();
  await page.getByText('Vous avez accepté. Merci.').first().waitFor();
  await page.close();
  const service = await boite(/SAD Bel Automne/);
  await service.lire(/merci/);
  const suite = await (await telephone(navigateur)).newPage();
  await suite.goto(await service.lienDuMessage());
  await cocher(suite, suite.getByRole('radio', { name: 'Aujourd’hui' }));
  await exigerAccessible(suite, 'dire que c’est commencé');
  await suite.getByRole('button', { name: /Noter que c’est commencé/ }).click();
  await suite.getByText('Vous avez commencé. Merci.').first().waitFor();
  await suite.close();
});

test('la boucle compte une orientation, un refus, un service commencé ; le demandeur l’a su à chaque tour', async () => {
  const boucle = await lireVue<Boucle>(sophie, 'orientation.boucle', { demande });
  expect(boucle).toMatchObject({ envoyees: 1, propositions: 2, refusees: 1, commencees: 1 });
  const demandeuse = await boite(/Nadia Benali/);
  await expect
    .poll(() => demandeuse.nombreDeMessages(/où nous en sommes/), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(3);
  const refus = await lireVue<{ refusRecents: number }>(sophie, 'orientation.preparer', {
    ressource: await refDuService('SAD Les Tilleuls'),
  });
  expect(refus.refusRecents).toBeGreaterThanOrEqual(1);
});

async function refDuService(nom: string): Promise<string> {
  const trouves = await lireVue<{ ref: string; nom: string }[]>(sophie, 'annuaire.suggestions', { texte: nom });
  return trouves.find((t) => t.nom.includes(nom))?.ref ?? '';
}

test('sans réponse trois jours ouvrés, un rappel part ; puis la main passe à quelqu’un d’autre', async () => {
  const ref = await refDuService('SAD Présence Loive');
  const { id } = await agir<{ id: string }>(sophie, 'orientation.envoyer', {
    demande,
    ressource: ref,
    besoin: 'Courses et repas.',
  });
  try {
    await agir(sophie, 'territoire.avancerTemps', { de: 'trois_jours_ouvres' });
    const detail = () =>
      lireVue<{ statut: string; relances: string[]; main: { qui?: string } }>(sophie, 'orientation.detail', { id });
    await expect.poll(async () => (await detail()).statut, { timeout: 60_000 }).toBe('sans_reponse');
    expect((await detail()).relances).toHaveLength(1);
    await (await boite(/SAD Présence Loive/)).lire(/rappel/);
    await agir(sophie, 'territoire.avancerTemps', { de: 'trois_jours_ouvres' });
    await agir(sophie, 'territoire.avancerTemps', { de: 'trois_jours_ouvres' });
    await expect.poll(async () => (await detail()).main.qui, { timeout: 60_000 }).not.toBe('Sophie Marchand');
  } finally {
    await agir(sophie, 'territoire.avancerTemps', { de: 'reel' });
  }
});
