import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { FORMULAIRE } from '#modules/demande/web/textes.ts';
import { URGENCES } from '#modules/demande/vocabulaire.ts';
import { agir, lireVue } from '../e2e/outils/par-api.ts';
import { lancerCordee, preparerLieu } from '../fautes/cordee.ts';
import type { Banc } from './banc.ts';
import { ligneDe, resumer } from './mesures.ts';

const FOIS = 5;
/** Gate X1. */
const CIBLE_MS = 90_000;
const CHAMPS_MAX = 4;
/** 250 characters a minute: somebody who types all day, without being a typist. */
const PAR_TOUCHE_MS = 240;
/** Finding the next field with the eyes, deciding what to put in it. */
const PAR_CHAMP_MS = 1_500;

const OBLIGATOIRE = /^(?!.*\(facultatif\)).+$/s;

const DEMANDE = {
  nom: 'Aubry',
  naissance: '1942',
  texte:
    'Chute mardi, fille épuisée, refuse toute aide. Pouvez-vous évaluer à domicile et trouver un passage le matin ?',
} as const;

/** These two make the browser die with its first page. */
const A_RETIRER = new Set(['--single-process', '--no-zygote']);

export const saisie: Banc = {
  nom: 'saisie',
  resume: 'X1 : la demande courte d’un médecin, au clavier, à la vitesse d’un humain, dans Chromium.',
  async mesurer(dire) {
    const lieu = await preparerLieu();
    const cordee = await lancerCordee(lieu);
    const navigateur = await ouvrirNavigateur();
    try {
      const sansCompte = await navigateur.newPage({ locale: 'fr-FR', timezoneId: 'Europe/Paris' });
      const lien = await lienRecu(await connecter(navigateur, cordee.origine, /Sophie Marchand/), cordee.origine);
      const parLien = await mesurerLaSaisie(dire, 'par le lien reçu, sans compte', sansCompte, lien);
      const page = await connecter(navigateur, cordee.origine, /Paul Martin/);
      const parCompte = await mesurerLaSaisie(dire, 'avec un compte', page, `${cordee.origine}/demandes/nouvelle`);
      return parLien && parCompte;
    } finally {
      await navigateur.close();
      await cordee.arreter();
      await lieu.effacer();
    }
  },
};

async function mesurerLaSaisie(
  dire: (ligne: string) => void,
  comment: string,
  page: Page,
  adresse: string,
): Promise<boolean> {
  const durees: number[] = [];
  let champs = 0;
  for (let n = 0; n < FOIS; n += 1) {
    const essai = await remplir(page, adresse, `${DEMANDE.nom}${'abcdefgh'.charAt(n)}`);
    durees.push(essai.ms);
    champs = Math.max(champs, essai.champs);
  }
  dire(ligneDe(`demande courte ${comment}, de l’écran vide à l’accusé (cible ${CIBLE_MS / 1000} s)`, durees));
  dire(`  champs obligatoires : ${champs} (au plus ${CHAMPS_MAX})`);
  return resumer(durees).p50 <= CIBLE_MS && champs <= CHAMPS_MAX && champs > 0;
}

/** The DAC sends Dr Roy her link; she finds it in her own mailbox. */
async function lienRecu(sophie: Page, origine: string): Promise<string> {
  const [fiche] = await lireVue<{ ref: string }[]>(sophie, 'annuaire.suggestions', { texte: 'Hélène Roy' });
  await agir(sophie, 'demande.ouvrirDepot', { ref: fiche?.ref });
  const message = sophie.getByRole('link', { name: /Demander un appui au DAC, sans compte/ }).first();
  const limite = Date.now() + 60_000;
  do {
    await sophie.goto(`${origine}/essai/messagerie`);
    await sophie
      .getByRole('link', { name: /Hélène Roy/ })
      .first()
      .click();
    await sophie.getByRole('link', { name: /Écrire/ }).waitFor();
  } while ((await message.count()) === 0 && Date.now() < limite);
  await message.click();
  const lien = await sophie.locator('main a[href*="/r/"]').first().getAttribute('href');
  if (lien === null) throw new Error('le message ne porte pas de lien');
  return lien;
}

async function ouvrirNavigateur(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...sparticuz.args.filter((a) => !A_RETIRER.has(a)), '--no-sandbox', '--disable-gpu'],
    headless: true,
  });
}

async function connecter(navigateur: Browser, origine: string, nom: RegExp): Promise<Page> {
  const contexte = await navigateur.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris' });
  const page = await contexte.newPage();
  await page.goto(`${origine}/connexion/psc`);
  await page.getByRole('button', { name: nom }).click();
  await page.waitForURL((url) => url.origin === origine && !url.pathname.startsWith('/connexion'));
  return page;
}

async function remplir(page: Page, adresse: string, quiNom: string): Promise<{ ms: number; champs: number }> {
  await page.goto(adresse);
  const nom = page.getByLabel(FORMULAIRE.nom);
  await nom.waitFor();
  const champs = await compterObligatoires(page);
  const debut = performance.now();
  await taper(page, nom, quiNom);
  await taper(page, page.getByLabel(FORMULAIRE.naissance), DEMANDE.naissance);
  await taper(page, page.getByLabel(FORMULAIRE.texte), DEMANDE.texte);
  await page.waitForTimeout(PAR_CHAMP_MS);
  await page
    .getByRole('radiogroup', { name: FORMULAIRE.urgence })
    .getByRole('radio', { name: URGENCES.U1 })
    .first()
    .focus();
  await page.keyboard.press('Space');
  await page.waitForTimeout(PAR_CHAMP_MS);
  await page.getByRole('button', { name: FORMULAIRE.envoyer }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByText(/DEM-[2-9A-Z]{5}/)
    .first()
    .waitFor();
  return { ms: performance.now() - debut, champs };
}

async function taper(page: Page, champ: Locator, texte: string): Promise<void> {
  await page.waitForTimeout(PAR_CHAMP_MS);
  await champ.focus();
  await champ.pressSequentially(texte, { delay: PAR_TOUCHE_MS, timeout: 120_000 });
}

/** The form asks for everything but what its label calls « facultatif »; a group of choices counts once. */
async function compterObligatoires(page: Page): Promise<number> {
  const formulaire = page.locator('form').filter({ has: page.getByLabel(FORMULAIRE.nom) });
  const comptes = await Promise.all(
    (['textbox', 'radiogroup', 'combobox'] as const).map((role) =>
      formulaire.getByRole(role, { name: OBLIGATOIRE }).count(),
    ),
  );
  return comptes.reduce((total, n) => total + n, 0);
}
