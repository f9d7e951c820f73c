import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bureau, ouvrirNavigateur, seConnecter } from './outils/navigateur.ts';
import { lireVue } from './outils/par-api.ts';

const origine = inject('origine');
let navigateur: Browser;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
});
afterAll(() => navigateur.close());

/** What the browser refused to do, and every address it was asked to reach. */
interface Guet {
  readonly refus: string[];
  readonly ailleurs: string[];
}

async function guetter(contexte: BrowserContext): Promise<Guet> {
  const guet: Guet = { refus: [], ailleurs: [] };
  await contexte.exposeFunction('direLeRefus', (texte: string) => void guet.refus.push(texte));
  await contexte.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => {
      const { direLeRefus } = window as Window & { direLeRefus?: (texte: string) => void };
      direLeRefus?.(`${location.pathname} : ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`);
    });
  });
  contexte.on('request', (requete) => {
    const url = new URL(requete.url());
    if (/^https?:|^wss?:/.test(url.protocol) && url.origin !== origine) guet.ailleurs.push(requete.url());
  });
  contexte.on('console', (message) => {
    if (/Content Security Policy|Trusted Type|TrustedHTML|TrustedScript/i.test(message.text()))
      guet.refus.push(message.text());
  });
  contexte.on(
    'weberror',
    (erreur) => void guet.refus.push(`${erreur.page()?.url() ?? ''} : ${erreur.error().message}`),
  );
  return guet;
}

/** Two persons, two demands: the same screen. */
const formeDe = (chemin: string): string =>
  chemin.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=[=/])[^/=&]*%2F[^&]*|\?.*$/g, ':id');

/** Every screen that links lead to, each once per form of its address. */
async function parcourir(page: Page, depart: readonly string[]): Promise<readonly string[]> {
  const aVoir = [...depart];
  const vues = new Set<string>();
  for (let chemin = aVoir.shift(); chemin !== undefined && vues.size < 70; chemin = aVoir.shift()) {
    const forme = formeDe(chemin);
    if (vues.has(forme)) continue;
    vues.add(forme);
    await page.goto(`${origine}${chemin}`);
    await page.locator('h1').first().waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const liens = await page.locator('a[href^="/"]').evaluateAll((as) => as.map((a) => a.getAttribute('href') ?? ''));
    aVoir.push(...liens.filter((lien) => !/^\/(essai|fhir|api|oauth|connexion)/.test(lien)));
  }
  return [...vues];
}

describe('Tous les écrans', () => {
  test.each(['Sophie Marchand', 'Karim Haddad'])(
    'sans un refus de la politique ni une adresse étrangère : %s',
    async (nom) => {
      const contexte = await bureau(navigateur);
      const guet = await guetter(contexte);
      const page = await contexte.newPage();
      await seConnecter(page, origine, nom);
      const depart = [
        '/',
        '/personnes',
        '/messages',
        '/annuaire?q=infirmier',
        '/demandes',
        '/demandes/nouvelle',
        '/orientations',
        '/appels/nouveau',
        '/territoire',
        '/personnes/nouvelle',
        '/connexion',
      ];
      const vues = await parcourir(page, depart);
      expect(vues.length).toBeGreaterThan(12);
      await page.goto(`${origine}/annuaire`);
      await page.locator('main input').first().pressSequentially('infir');
      await page.keyboard.press('ArrowDown');
      expect(guet.refus).toEqual([]);
      expect(guet.ailleurs).toEqual([]);
      await contexte.close();
    },
  );

  test('une page qui voudrait fabriquer du code à partir d’un texte est arrêtée', async () => {
    const contexte = await bureau(navigateur);
    const page = await contexte.newPage();
    await page.goto(`${origine}/connexion`);
    const essais = await page.evaluate(() => {
      const essayer = (faire: () => void): string => {
        try {
          faire();
          return 'passé';
        } catch (erreur) {
          return erreur instanceof Error ? erreur.name : 'autre';
        }
      };
      return [
        essayer(() => {
          document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
        }),
        essayer(() => {
          document.createElement('script').src = '/assets/x.js';
        }),
        essayer(() => {
          document.createElement('iframe').srcdoc = '<p>x</p>';
        }),
        essayer(() => void new DOMParser().parseFromString('<p>x</p>', 'text/html')),
        essayer(() => {
          document.createElement('div').innerHTML = '';
        }),
      ];
    });
    expect(essais).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', 'passé']);
    await contexte.close();
  });
});

describe('Après la déconnexion', () => {
  test('le bouton Retour ne montre plus rien, et le navigateur n’a rien gardé', async () => {
    const contexte = await bureau(navigateur);
    const page = await contexte.newPage();
    await seConnecter(page, origine, 'Sophie Marchand');
    const { personnes } = await lireVue<{ personnes: { id: string }[] }>(page, 'dossier.rechercher', {
      texte: 'aubry',
    });
    await page.goto(`${origine}/personnes/${personnes[0]?.id ?? ''}`);
    await page.getByText(/aubry/i).first().waitFor();
    const sortie = await page.evaluate(async () => {
      const reponse = await fetch('/api/session/deconnexion', {
        method: 'POST',
        headers: { 'x-cordee': '1', 'content-type': 'application/json' },
        body: '{}',
      });
      return reponse.status;
    });
    expect(sortie).toBe(200);
    await page.goto(`${origine}/connexion`);
    await page.evaluate(() => history.back());
    await expect.poll(() => page.locator('body').innerText(), { timeout: 10_000 }).toMatch(/connect/i);
    expect(await page.locator('body').innerText()).not.toMatch(/aubry/i);
    const garde = await page.evaluate(async () => {
      const caches_ = await caches.keys();
      const reponses = await Promise.all(
        caches_.map(async (nom) => (await (await caches.open(nom)).keys()).map((r) => r.url)),
      );
      const bases = await indexedDB.databases();
      return { adresses: reponses.flat(), local: JSON.stringify(localStorage), bases: bases.length };
    });
    expect(garde.adresses.filter((a) => /\/(api|fhir|evenements)\b/.test(a))).toEqual([]);
    expect(garde.local).not.toMatch(/aubry/i);
    expect(garde.bases).toBe(0);
    await contexte.close();
  });
});
