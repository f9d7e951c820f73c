import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lancerMaison, type MaisonLancee } from './outils/maison.ts';
import { bureau, exigerAccessible, ouvrirNavigateur, seConnecter, telephone } from './outils/navigateur.ts';

let maison: MaisonLancee;
let navigateur: Browser;
const contextes: BrowserContext[] = [];

beforeAll(async () => {
  [maison, navigateur] = await Promise.all([lancerMaison(), ouvrirNavigateur()]);
}, 300_000);
afterAll(async () => {
  for (const contexte of contextes) await contexte.close();
  await navigateur.close();
  await maison.arreter();
});

async function ouvrir(sorte: typeof bureau): Promise<Page> {
  const contexte = await sorte(navigateur);
  contextes.push(contexte);
  return contexte.newPage();
}

const ouvrirCompte = (page: Page) => page.getByRole('button', { name: /^Compte/ }).click();

test('un médecin entre avec son téléphone : son numéro, le même code des deux côtés, un appui', async () => {
  const page = await ouvrir(telephone);
  await page.goto(`${maison.origine}/connexion`);
  await page.getByRole('button', { name: 'Me connecter avec mon téléphone' }).click();
  await page.getByLabel('Votre numéro RPPS').fill('99700000013');
  await exigerAccessible(page, 'numéro à appeler');
  await page.getByRole('button', { name: 'Appeler mon téléphone' }).click();
  const code = await page.locator('output', { hasText: /^[A-Z]{2}-\d{2}$/ }).innerText();
  await exigerAccessible(page, 'code à comparer');

  const sonTelephone = await ouvrir(telephone);
  await expect
    .poll(async () => {
      await sonTelephone.goto(`${maison.origine}/simulateurs/psc/telephone`);
      return sonTelephone.locator('main').innerText();
    })
    .toContain(code);
  await sonTelephone.getByRole('button', { name: 'C’est moi, confirmer' }).click();
  await sonTelephone.getByText('C’est confirmé').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();

  await ouvrirCompte(page);
  await page.getByRole('link', { name: 'Mes sessions' }).waitFor();
  await exigerAccessible(page, 'compte');
  await page.getByRole('button', { name: 'Me déconnecter' }).click();
  await page.getByText('Sur cet appareil, la dernière fois').waitFor();
  await page.getByRole('button', { name: 'Ce n’est pas moi, oublier' }).click();
  await page.getByText('Sur cet appareil, la dernière fois').waitFor({ state: 'detached' });
});

test('un médecin confie des gestes à sa secrétaire : l’acte demande une preuve, elle saisit pour lui, il arrête, elle l’apprend aussitôt', async () => {
  const medecin = await ouvrir(bureau);
  await seConnecter(medecin, maison.origine, 'Paul Martin');
  await medecin.goto(`${maison.origine}/delegations`);
  await medecin.getByRole('radio', { name: /Malika Saïdi/ }).check({ force: true });
  await medecin.getByRole('checkbox', { name: /Saisir et envoyer/ }).check({ force: true });
  const fin = new Date(Date.now() + 90 * 24 * 3_600_000);
  await medecin.getByLabel('Jour').fill(String(fin.getDate()).padStart(2, '0'));
  await medecin.getByLabel('Mois').fill(String(fin.getMonth() + 1).padStart(2, '0'));
  await medecin.getByLabel('Année').fill(String(fin.getFullYear()));
  await exigerAccessible(medecin, 'délégations');
  // Signed in less than five minutes ago: the first answer is the one a later act would get, everything after it is real.
  const cles: (string | undefined)[] = [];
  await medecin.route('**/api/actions/territoire.deleguer', async (route) => {
    cles.push(route.request().headers()['idempotency-key']);
    if (cles.length > 1) return route.continue();
    const refus = { refus: { code: 'cordee.reauthentification', texte: 'Confirmez que c’est bien vous.' } };
    return route.fulfill({ status: 401, json: refus });
  });
  await medecin.getByRole('button', { name: 'Confier', exact: true }).click();
  await medecin.getByRole('dialog', { name: 'Confirmez que c’est bien vous' }).waitFor();
  await exigerAccessible(medecin, 'confirmer que c’est soi');
  const [onglet] = await Promise.all([
    medecin.context().waitForEvent('page'),
    medecin.getByRole('button', { name: 'Confirmer avec Pro Santé Connect' }).click(),
  ]);
  await onglet.getByRole('button', { name: /Paul Martin/ }).click();
  await medecin
    .getByText('attend sa réponse')
    .or(medecin.getByRole('button', { name: 'Arrêter : Malika Saïdi' }))
    .waitFor();
  expect(cles).toHaveLength(2);
  expect(cles[0]).toBe(cles[1]);

  const secretaire = await ouvrir(telephone);
  await seConnecter(secretaire, maison.origine, 'Malika Saïdi');
  await secretaire.goto(`${maison.origine}/delegations`);
  await exigerAccessible(secretaire, 'agir pour quelqu’un');
  await secretaire.getByRole('button', { name: /Saisir pour cette personne/ }).click();
  const bande = secretaire.getByRole('complementary', { name: 'Pour qui vous saisissez' });
  await bande.getByText(/Paul Martin/).waitFor();
  await exigerAccessible(secretaire, 'saisir pour quelqu’un');

  await medecin.getByRole('button', { name: 'Arrêter : Malika Saïdi' }).click();
  await medecin.getByText('Personne ne saisit pour vous.').waitFor();
  await bande.waitFor({ state: 'detached' });
});
