import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { z } from 'zod';
import type { tableau } from '#modules/chiffres/contract.ts';
import { cocher } from './outils/clavier.ts';
import { exigerAccessible, ouvrirNavigateur, seConnecter } from './outils/navigateur.ts';
import { lireVue } from './outils/par-api.ts';
import { exigerCibles, exigerSansDefilement } from './outils/petit-ecran.ts';

const origine = inject('origine');
const CAPTURES = process.env['CORDEE_E2E_CAPTURES'];
type Tableau = z.output<typeof tableau.sortie>;

let navigateur: Browser;
let etienne: Page;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
  if (CAPTURES !== undefined) await mkdir(CAPTURES, { recursive: true });
  const petit = { viewport: { width: 320, height: 640 }, locale: 'fr-FR', hasTouch: true, isMobile: true };
  etienne = await (await navigateur.newContext(petit)).newPage();
  await seConnecter(etienne, origine, 'Étienne Vasseur');
});
afterAll(() => navigateur.close());

async function regarder(ecran: string): Promise<void> {
  if (CAPTURES !== undefined) await etienne.screenshot({ path: `${CAPTURES}/${ecran}.png`, fullPage: true });
  await exigerAccessible(etienne, ecran);
  await exigerSansDefilement(etienne, `${ecran}, 320 px`);
  await exigerCibles(etienne, ecran);
}

const lire = (entree: object) => lireVue<Tableau>(etienne, 'chiffres.tableau', entree);

test('un lecteur de l’ARS compte les personnes du territoire, et une somme choisie se dit ou se tait', async () => {
  await etienne.goto(`${origine}/territoire`);
  await etienne.getByRole('link', { name: 'Voir les chiffres' }).click();
  await etienne.getByRole('heading', { name: 'Chiffres du territoire' }).waitFor();
  await etienne.getByText(/^En tout/).waitFor();
  await regarder('chiffres');
  const { cellules } = await lire({});
  const tue = cellules.find(({ personnes }) => personnes === undefined);
  expect(tue).toBeDefined();
  await cocher(etienne, etienne.getByRole('checkbox', { name: tue?.libelle ?? '' }).first());
  await etienne.getByRole('status').getByText('ne se dit pas').waitFor();
  await regarder('chiffres-somme');
});

test('il soustrait deux groupes, filtre contre filtre, trimestre par trimestre : jamais moins de onze', async () => {
  const { trimestres } = await lire({});
  let dits = 0;
  for (const trimestre of trimestres.slice(0, 3))
    for (const par of ['service', 'suite']) {
      const { cellules, total } = await lire({ trimestre, par });
      const cles = cellules.map(({ cle }) => cle).slice(0, 6);
      // Every pair of nested filters: the first cells, with and without each one.
      const filtres = cles.flatMap((_, n) => [
        cles.slice(0, n + 1),
        ...cles.map((x) => cles.slice(0, n + 1).filter((c) => c !== x)),
      ]);
      const sommes = new Map<string, number | undefined>();
      for (const parmi of filtres.filter(({ length }) => length > 0))
        sommes.set(parmi.join('|'), (await lire({ trimestre, par, parmi })).somme);
      const reponses = [...sommes].map(([nom, somme]) => ({ cles: new Set(nom.split('|')), somme }));
      for (const grand of [...reponses, { cles: new Set(cellules.map(({ cle }) => cle)), somme: total }])
        for (const petit of reponses) {
          if (grand.somme === undefined || petit.somme === undefined) continue;
          if (petit.cles.size >= grand.cles.size || ![...petit.cles].every((cle) => grand.cles.has(cle))) continue;
          expect(grand.somme - petit.somme).toBeGreaterThanOrEqual(11);
        }
      for (const { somme } of reponses) {
        if (somme === undefined) continue;
        dits += 1;
        expect(somme).toBeGreaterThanOrEqual(11);
      }
    }
  expect(dits).toBeGreaterThan(0);
});

test('et nulle part une personne : ni liste, ni fiche, ni nom', async () => {
  await expect(lireVue(etienne, 'dossier.resume', { patient: 'inconnu' })).rejects.toThrow(/40[34]/u);
  await etienne.goto(`${origine}/personnes`);
  await etienne.getByRole('heading', { level: 1 }).waitFor();
  const adresses = await etienne
    .locator('main a')
    .evaluateAll((liens) => liens.map((lien) => lien.getAttribute('href')));
  expect(adresses.filter((adresse) => /\/personnes\/[0-9a-f-]{20,}/u.test(adresse ?? ''))).toEqual([]);
});
