import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { cocher } from './outils/clavier.ts';
import { exigerAccessible, ouvrirNavigateur, seConnecter } from './outils/navigateur.ts';
import { agir, lireVue } from './outils/par-api.ts';
import { exigerCibles, exigerSansDefilement } from './outils/petit-ecran.ts';

const origine = inject('origine');
/** A folder where to keep what each screen looks like; nothing is written without it. */
const CAPTURES = process.env['CORDEE_E2E_CAPTURES'];
const NOM = 'Quatorze';

let navigateur: Browser;
let nadia: Page;
let josiane: Page;
let claire: Page;
let sophie: Page;
let patient: string;

/** A very small phone, in French. */
async function petit(nom: string): Promise<Page> {
  const contexte = await navigateur.newContext({
    viewport: { width: 320, height: 640 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    hasTouch: true,
    isMobile: true,
  });
  const page = await contexte.newPage();
  await seConnecter(page, origine, nom);
  return page;
}

async function regarder(page: Page, ecran: string): Promise<void> {
  if (CAPTURES !== undefined) await page.screenshot({ path: `${CAPTURES}/${ecran}.png`, fullPage: true });
  await exigerAccessible(page, ecran);
  await exigerSansDefilement(page, `${ecran}, 320 px`);
  await exigerCibles(page, ecran);
}

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  if (CAPTURES !== undefined) await mkdir(CAPTURES, { recursive: true });
  nadia = await petit('Nadia Benali');
  josiane = await petit('Josiane Dubois');
  claire = await petit('Claire Lemoine');
  sophie = await petit('Sophie Marchand');
  patient = await unePersonne();
});
afterAll(() => navigateur.close());

/** Somebody Nadia follows, informed, with Claire and the DAC around her. Josiane has never heard of her. */
async function unePersonne(): Promise<string> {
  const traits = { nomNaissance: NOM, prenoms: 'Odile', naissance: '12/03/1938', sexe: 'female' };
  const { recherche } = await lireVue<{ recherche: string }>(nadia, 'dossier.rechercherIdentite', traits);
  const { patient: id } = await agir<{ patient: string }>(nadia, 'dossier.creer', {
    recherche,
    traits,
    monRole: { fonction: 'infirmier', fondement: 'porte2' },
    informee: 'oral',
  });
  for (const [page, fonction] of [
    [claire, 'pharmacien'],
    [sophie, 'coordination'],
  ] as const) {
    const ref = await referenceDe(page);
    await agir(nadia, 'cercle.ajouter', {
      patient: id,
      qui: { genre: 'annuaire', ref },
      fonction,
      fondement: 'porte2',
    });
  }
  await agir(nadia, 'dossier.ajouterASavoir', { patient: id, texte: 'Clé chez la voisine', type: 'COO' });
  return id;
}

/** Which practice this session acts for: what designates its owner in a circle. */
async function referenceDe(page: Page): Promise<string> {
  const { ref } = await page.evaluate(async () => {
    const entetes = { 'content-type': 'application/json', 'x-cordee': '1' };
    const reponse = await fetch('/api/session/moi', { method: 'POST', headers: entetes, body: '{}' });
    return (await reponse.json()) as { ref: string };
  });
  return ref;
}

test('accès d’urgence : qui, pourquoi, quatre heures, la page le dit tout du long', async () => {
  await josiane.goto(`${origine}/personnes/${patient}`);
  await josiane.getByRole('heading', { name: 'Dossier fermé' }).waitFor();
  await josiane.goto(`${origine}/personnes`);
  await josiane.getByRole('link', { name: 'Accès d’urgence' }).click();
  await josiane.getByText('Son médecin traitant et le DAC sont prévenus tout de suite.').waitFor();
  await josiane.getByRole('textbox', { name: /Nom de naissance/ }).fill(NOM);
  await josiane.getByRole('textbox', { name: /Date de naissance/ }).fill('1938');
  await josiane.getByRole('button', { name: 'Chercher cette personne' }).click();
  await cocher(josiane, josiane.getByRole('radio', { name: new RegExp(NOM, 'i') }).first());
  await cocher(josiane, josiane.getByRole('radio', { name: /Risque immédiat/ }));
  await josiane.getByRole('textbox', { name: /Que se passe-t-il/ }).fill('Retrouvée au sol, confuse, seule chez elle.');
  await regarder(josiane, 'urgence-demande');
  await josiane.getByRole('button', { name: /Ouvrir son dossier/ }).click();
  await josiane.getByText('Vous lisez ce dossier en urgence').waitFor();
  await josiane.getByText('Clé chez la voisine').first().waitFor();
  await regarder(josiane, 'urgence-dossier');
});

const HEURE_MS = 3_600_000;
interface AccesLu {
  readonly ouvertLe: string;
  readonly fin: string;
  readonly informerAvant: string;
  readonly texte: string;
  readonly controle?: object;
}

test('le DAC l’apprend aussitôt et contrôle ; la personne est informée le lendemain, et la tâche ne part qu’ainsi', async () => {
  await sophie.goto(`${origine}/`);
  await sophie.getByText('Josiane Dubois a ouvert le dossier en urgence').first().waitFor();
  await josiane.getByRole('link', { name: 'Ce qu’il reste à faire' }).click();
  await josiane.getByText('La personne n’est pas encore informée.').waitFor();
  await regarder(josiane, 'urgence-suites');
  const adresse = josiane.url();
  await cocher(josiane, josiane.getByRole('radio', { name: 'La personne elle-même' }));
  await josiane.getByRole('textbox', { name: /Comment/ }).fill('Dit à Mme Quatorze à son réveil, à l’hôpital.');
  await josiane.getByRole('button', { name: 'Noter l’information' }).click();
  await josiane
    .getByText(/Information donnée/)
    .first()
    .waitFor();
  const acces = await lireVue<AccesLu>(josiane, 'urgence.detail', { id: adresse.split('/').at(-1) });
  const apres = (le: string): number => (Date.parse(le) - Date.parse(acces.ouvertLe)) / HEURE_MS;
  expect([apres(acces.fin), apres(acces.informerAvant)]).toEqual([4, 24]);
  expect(acces.texte).toBe('Retrouvée au sol, confuse, seule chez elle.');
  expect(acces.controle).toBeUndefined();
  await josiane.getByRole('button', { name: /refermer/ }).click();
  await josiane.getByText(/^Terminé/).waitFor();
  await josiane.goto(`${origine}/personnes/${patient}`);
  await josiane.getByText('Clé chez la voisine').waitFor({ state: 'detached' });
});

test('« elle ne veut plus partager avec elle » : un geste, et l’écran déjà ouvert de Claire se ferme', async () => {
  await claire.goto(`${origine}/personnes/${patient}`);
  await claire.getByText('Clé chez la voisine').first().waitFor();
  await nadia.goto(`${origine}/personnes/${patient}`);
  await nadia.getByRole('heading', { level: 1 }).waitFor();
  await regarder(nadia, 'cercle');
  await nadia.getByLabel('Participation de Claire Lemoine').first().click();
  await nadia.getByRole('button', { name: /ne veut plus partager avec ce membre : Claire Lemoine/ }).click();
  await nadia.getByText('Claire Lemoine ne lit plus le dossier.').first().waitFor();
  await expect(lireVue(claire, 'dossier.resume', { patient })).rejects.toThrow('404');
  await claire.getByRole('heading', { name: 'Dossier fermé' }).waitFor();
  expect(await claire.locator('main').innerText()).not.toContain('Clé chez la voisine');
});

test('la personne lit qui a consulté son dossier, en phrases, l’urgence comprise', async () => {
  await nadia.goto(`${origine}/personnes/${patient}/acces`);
  await nadia.getByRole('heading', { name: /Qui a consulté ce dossier/ }).waitFor();
  await nadia
    .getByText(/Josiane Dubois/)
    .first()
    .waitFor();
  await nadia.getByText('Accès d’urgence : la raison est écrite, et quelqu’un la contrôle').first().waitFor();
  await nadia
    .getByText(/A lu .*le résumé du dossier/)
    .first()
    .waitFor();
  await regarder(nadia, 'journal');
});

interface Simulation {
  familles: { famille: string; visible: string; nombre: number }[];
}

test('« que verrait Karim ? » : aucune ligne médicale, et ce que la personne lui partage par son nom', async () => {
  const beatrice = await petit('Béatrice Hélénard');
  const membre = { patient, fonction: 'coordination', fondement: 'porte2' };
  await agir(nadia, 'cercle.ajouter', { ...membre, qui: { genre: 'annuaire', ref: await referenceDe(beatrice) } });
  await agir(nadia, 'dossier.ajouterASavoir', { patient, texte: 'Anticoagulant en cours', type: 'MED' });
  const contacts = await lireVue<{ ref: string; nom: string }[]>(nadia, 'annuaire.suggestions', {
    texte: 'Karim Haddad',
    genre: 'tous',
  });
  const karim = contacts.find(({ nom }) => nom.includes('Haddad'))?.ref ?? '';
  await agir(nadia, 'cercle.ajouter', {
    patient,
    qui: { genre: 'annuaire', ref: karim },
    fonction: 'assistant_social',
    fondement: 'hors_equipe',
  });
  const { comptes } = await lireVue<{ comptes: { affectation: string; nom: string }[] }>(
    beatrice,
    'droits.comptes',
    {},
  );
  const affectation = comptes.find(({ nom }) => nom.includes('Haddad'))?.affectation;
  const simuler = () => lireVue<Simulation>(beatrice, 'droits.simuler', { patient, qui: { affectation } });
  const vue = ({ familles }: Simulation, cle: string) => familles.find(({ famille }) => famille === cle);
  expect((await simuler()).familles.every(({ visible }) => visible === 'non')).toBe(true);
  await agir(nadia, 'cercle.partager', {
    patient,
    membres: [karim],
    familles: ['COO'],
    mode: 'oral',
    noticeRemise: true,
  });
  const apres = await simuler();
  expect([vue(apres, 'MED'), vue(apres, 'COO')]).toMatchObject([{ visible: 'non', nombre: 0 }, { visible: 'oui' }]);
  expect(vue(apres, 'COO')?.nombre).toBeGreaterThan(0);
  await nadia.goto(`${origine}/personnes/${patient}/copie`);
  await nadia.getByText('Karim Haddad').first().waitFor();
  await regarder(nadia, 'copie');
});
