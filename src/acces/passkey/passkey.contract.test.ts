import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { chromium } from 'playwright-core';
import type { Browser, CDPSession, Page } from 'playwright-core';
import chromiumNpm from '@sparticuz/chromium';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { accepterInvitation, commencerAcceptation, inviter } from './invitation.ts';
import { optionsConnexion, optionsInscription, verifierConnexion, verifierInscription } from './passkey.ts';
import { unMonde } from './testing.ts';
import type { Monde } from './testing.ts';
import type * as Web from './web.ts';

let serveur: Server;
let navigateur: Browser;
let page: Page;
let cdp: CDPSession;
let monde: Monde;
let origine: string;

/** web.ts as the browser receives it, bundled in memory. */
async function scriptDuNavigateur(): Promise<string> {
  const issue = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: new URL('./web.ts', import.meta.url).pathname, formats: ['es'] },
    },
  });
  const [sortie] = Array.isArray(issue) ? issue : [];
  const [morceau] = sortie?.output ?? [];
  if (morceau === undefined) throw new Error('web.ts non assemblé');
  return morceau.code;
}

beforeAll(async () => {
  const script = await scriptDuNavigateur();
  serveur = createServer((req, res) => {
    const estScript = req.url === '/web.js';
    res.writeHead(200, { 'content-type': estScript ? 'text/javascript' : 'text/html' });
    res.end(estScript ? script : '<!doctype html><title>Essai</title>');
  });
  await new Promise<void>((pret) => {
    serveur.listen(0, 'localhost', pret);
  });
  const adresse = serveur.address();
  if (adresse === null || typeof adresse === 'string') throw new Error('adresse du serveur de test');
  origine = `http://localhost:${adresse.port}`;
  // One process per page: with the packaged `--single-process`, closing a page closes the browser.
  navigateur = await chromium.launch({
    executablePath: await chromiumNpm.executablePath(),
    args: chromiumNpm.args.filter((a) => a !== '--single-process' && a !== '--no-zygote'),
    headless: true,
  });
}, 120_000);

afterAll(async () => {
  await navigateur.close();
  serveur.close();
});

beforeEach(async () => {
  monde = unMonde(origine);
  page = await (await navigateur.newContext()).newPage();
  cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await page.goto(origine);
});

async function ajouterAppareil(personneVerifiee: boolean): Promise<void> {
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: personneVerifiee,
      automaticPresenceSimulation: true,
    },
  });
}

// As text: the test runner would otherwise rewrite the import meant for the browser.
const jouer = <T>(fonction: keyof typeof Web, options: object): Promise<Web.Issue<T>> =>
  page.evaluate<Web.Issue<T>>(`import('/web.js').then((web) => web.${fonction}(${JSON.stringify(options)}))`);
const creer = (options: object) => jouer<object>('creerCleAcces', options);
const utiliser = (options: object) => jouer<object>('utiliserCleAcces', options);

function reponseDe<T>(issue: Web.Issue<T>): T {
  if (issue.issue !== 'faite') throw new Error(`cérémonie non faite : ${issue.texte}`);
  return issue.reponse;
}

test('dans un vrai navigateur, une personne invitée crée sa clé puis se connecte deux fois sans rien saisir', async () => {
  await ajouterAppareil(true);
  const { jeton, invitation } = await inviter(monde, {
    nom: 'Exemple',
    prenom: 'Karim',
    structureRef: 'Organization/ccas',
    role: 'travailleur-social',
    parrainId: 'compte-sophie',
  });
  const debut = await commencerAcceptation(monde, jeton);
  const reponse = reponseDe(await creer(debut.options));
  await accepterInvitation(monde, { jeton, defiId: debut.defiId, reponse, nomDeLaCle: 'Téléphone' });
  for (let i = 0; i < 2; i += 1) {
    const { defiId, options } = await optionsConnexion(monde);
    const connexion = await verifierConnexion(monde, { defiId, reponse: reponseDe(await utiliser(options)) });
    expect(connexion.compteId).toBe(invitation.compteId);
  }
});

test('un appareil qui a déjà une clé pour ce compte le dit clairement', async () => {
  await ajouterAppareil(true);
  const compte = { id: 'compte-rose', libelle: 'Rose Exemple' };
  const { defiId, options } = await optionsInscription(monde, compte);
  await verifierInscription(monde, { defiId, compteId: compte.id, reponse: reponseDe(await creer(options)), nom: '' });
  const seconde = await optionsInscription(monde, compte);
  expect(await creer(seconde.options)).toMatchObject({
    issue: 'deja_enregistree',
    texte: expect.stringContaining('déjà une clé'),
  });
});

test('une personne non reconnue par son appareil obtient une phrase, pas un code', async () => {
  await ajouterAppareil(false);
  const { options } = await optionsInscription(monde, { id: 'compte-rose', libelle: 'Rose Exemple' });
  expect(await creer(options)).toMatchObject({
    issue: 'abandonnee',
    texte: expect.stringContaining('vous pouvez recommencer'),
  });
});
