import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { BoiteExterieure } from './outils/monde-exterieur.ts';
import { bureau, exigerAccessible, ouvrirNavigateur, seConnecter } from './outils/navigateur.ts';
import { agir, lireVue } from './outils/par-api.ts';
import { exigerCibles, exigerSansDefilement } from './outils/petit-ecran.ts';

const origine = inject('origine');
/** A folder where to keep what each screen looks like; nothing is written without it. */
const CAPTURES = process.env['CORDEE_E2E_CAPTURES'];

/** The same person on a very small phone, and on an ordinary one with the text of the browser twice as big. */
interface Regard {
  readonly petit: Page;
  readonly double: Page;
}

let ordinaire: Browser;
let texteDouble: Browser;
let sophie: Page;
let avecCompte: Regard;
let sansCompte: Regard;

async function page(navigateur: Browser, width: number, height: number): Promise<Page> {
  const reglages = { locale: 'fr-FR', timezoneId: 'Europe/Paris', hasTouch: true, isMobile: true };
  return (await navigateur.newContext({ ...reglages, viewport: { width, height } })).newPage();
}
const regard = async (): Promise<Regard> => ({
  petit: await page(ordinaire, 320, 640),
  double: await page(texteDouble, 390, 844),
});
const boite = async (nom: RegExp) => new BoiteExterieure(await (await bureau(ordinaire)).newPage(), origine, nom);

beforeAll(async () => {
  ordinaire = await ouvrirNavigateur();
  texteDouble = await ouvrirNavigateur({ textePx: 32 });
  avecCompte = await regard();
  sansCompte = await regard();
  sophie = avecCompte.petit;
  await seConnecter(sophie, origine, 'Sophie Marchand');
  await seConnecter(avecCompte.double, origine, 'Sophie Marchand');
  if (CAPTURES !== undefined) await mkdir(CAPTURES, { recursive: true });
});
afterAll(() => Promise.all([ordinaire.close(), texteDouble.close()]));

/** One screen, as a tired carer sees it on a small phone, by day and by night, then with text twice as big. */
async function regarder({ petit, double }: Regard, ecran: string, chemin: string, pret: RegExp): Promise<void> {
  const adresse = chemin.startsWith('http') ? chemin : `${origine}${chemin}`;
  await Promise.all([ouvrir(petit, adresse, pret), ouvrir(double, adresse, pret)]);
  for (const couleurs of ['light', 'dark'] as const) {
    await petit.emulateMedia({ colorScheme: couleurs });
    await attendreLesTransitions(petit);
    await photographier(petit, `${ecran}-${couleurs}`);
    await exigerAccessible(petit, `${ecran}, ${couleurs}`);
  }
  await photographier(double, `${ecran}-double`);
  await exigerSansDefilement(petit, `${ecran}, 320 px`);
  await exigerSansDefilement(double, `${ecran}, texte à 200 %`);
  await exigerCibles(petit, ecran);
}

async function ouvrir(surPage: Page, adresse: string, pret: RegExp): Promise<void> {
  await surPage.goto(adresse);
  await surPage.locator('main').getByText(pret).first().waitFor();
  // What is still loading says so: a screen is looked at once it is whole.
  await surPage.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** Colours fade into one another: axe measures what stays. */
async function attendreLesTransitions(surPage: Page): Promise<void> {
  await surPage.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}

async function photographier(surPage: Page, nom: string): Promise<void> {
  if (CAPTURES === undefined) return;
  await surPage.screenshot({ path: `${CAPTURES}/${nom.replaceAll(/[^a-z0-9]+/gi, '-')}.png` });
}

test.each([
  ['Aujourd’hui', '/', /À répondre/],
  ['Personnes', '/personnes', /Mon cercle/],
  ['Messages', '/messages', /Messages/],
  ['Annuaire', '/annuaire?q=infirmier', /Infirmi/],
  ['Demandes', '/demandes', /Demandes d’appui/],
  ['Demander un appui', '/demandes/nouvelle', /Nom de la personne/],
  ['Orientations', '/orientations', /Orientations/],
  ['Noter un appel', '/appels/nouveau', /Avec qui/],
  ['Territoire', '/territoire', /Territoire/],
])('« %s » tient sur un petit téléphone, de jour, de nuit et en grand', async (ecran, chemin, pret) => {
  await regarder(avecCompte, ecran, chemin, pret);
});

function premier<T>(liste: readonly T[]): T {
  const [chose] = liste;
  if (chose === undefined) throw new Error('le territoire d’essai n’a rien à montrer ici');
  return chose;
}

test('une personne, un échange, une fiche, une demande et une orientation aussi', async () => {
  const { personnes } = await lireVue<{ personnes: { id: string }[] }>(sophie, 'dossier.rechercher', {
    texte: 'aubry',
  });
  await regarder(avecCompte, 'Une personne', `/personnes/${premier(personnes).id}`, /À savoir/);
  await regarder(
    avecCompte,
    'Qui l’a consultée',
    `/personnes/${premier(personnes).id}/acces`,
    /Si un accès vous étonne/,
  );
  const { groupes } = await lireVue<{ groupes: Record<string, { id: string }[]> }>(sophie, 'messagerie.fils', {});
  const fils = Object.values(groupes).flat();
  for (const { id } of new Set([premier(fils), premier(fils.toReversed())]))
    await regarder(avecCompte, 'Un échange', `/messages/${id}`, /Répondre/);
  const fiches = await lireVue<{ ref: string }[]>(sophie, 'annuaire.suggestions', { texte: 'Hélène Roy' });
  await regarder(avecCompte, 'Une fiche', `/annuaire/fiche?ref=${encodeURIComponent(premier(fiches).ref)}`, /Joindre/);
  const { demandes } = await lireVue<{ demandes: { id: string }[] }>(sophie, 'demande.file', { filtre: 'en_cours' });
  await regarder(avecCompte, 'Une demande', `/demandes/${premier(demandes).id}`, /DEM-/);
  const { orientations } = await lireVue<{ orientations: { id: string }[] }>(sophie, 'orientation.liste', {});
  await regarder(avecCompte, 'Une orientation', `/orientations/${premier(orientations).id}`, /ORI-/);
});

test('les pages sans compte aussi : déposer, suivre, répondre', async () => {
  const [fiche] = await lireVue<{ ref: string }[]>(sophie, 'annuaire.suggestions', { texte: 'Karim Haddad' });
  await agir(sophie, 'demande.ouvrirDepot', { ref: fiche?.ref });
  const karim = await boite(/Karim Haddad/);
  await karim.lire(/Demander un appui au DAC, sans compte/);
  await regarder(sansCompte, 'Déposer par un lien', await karim.lienDuMessage(), /Nom de la personne/);
  const personne = { nom: 'Rochefoucauld-Montbrison', prenom: 'Marie-Françoise', naissance: '1931' };
  const { suivi, id } = await agir<{ suivi: string; id: string }>(sophie, 'demande.deposer', {
    personne,
    texte: 'Ne sort plus.',
    urgence: 'U2',
  });
  await regarder(sansCompte, 'Suivre une demande', suivi, /Où en est votre demande/);
  await agir(sophie, 'demande.prendre', { id });
  await agir(sophie, 'demande.confirmerPersonne', { id, creer: { ...personne, sexe: 'female' } });
  await regarder(avecCompte, 'Une demande au nom long', `/demandes/${id}`, /DEM-/);
  const services = await lireVue<{ ref: string }[]>(sophie, 'annuaire.suggestions', { texte: 'SAD Présence Loive' });
  await agir(sophie, 'orientation.envoyer', { demande: id, ressource: services[0]?.ref, besoin: 'Courses.' });
  const service = await boite(/SAD Présence Loive/);
  await service.lire(/votre réponse est attendue/);
  await regarder(sansCompte, 'Répondre à une orientation', await service.lienDuMessage(), /Pouvez-vous accompagner/);
});

test('sur un téléphone, la bande d’essai tient en une ligne et laisse avancer le temps', async () => {
  await sophie.goto(`${origine}/`);
  const bande = sophie.getByRole('complementary', { name: 'Territoire d’essai' });
  expect((await bande.boundingBox())?.height).toBeLessThanOrEqual(48);
  expect(await bande.innerText()).toMatch(/^Essai · \d\d\/\d\d/);
  await bande.getByRole('button', { name: 'Avancer le temps' }).click();
  await sophie.getByRole('dialog', { name: 'Avancer le temps' }).waitFor();
});
