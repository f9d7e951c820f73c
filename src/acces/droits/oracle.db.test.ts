import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { jugerDesMondes, TERRITOIRE_DES_MONDES } from './juger.testing.ts';
import { MAINTENANT } from './mondes.testing.ts';

/** `npm run fautes -- droits` judges a hundred thousand; a desk, a sample that changes at each run. */
const MONDES = process.env['CI'] === undefined ? 1_000 : 10_000;
const GRAINE = process.env['CI'] === undefined ? Date.now() % 1_000_000 : 42;

let test1: BaseDeTest;
let base: Base;
beforeAll(async () => {
  test1 = await baseDeTest();
  await creerTerritoire(test1.url, { code: TERRITOIRE_DES_MONDES, nom: 'Essai', profil: 'essai', creeLe: MAINTENANT });
  base = ouvrirBase(urlApplication(test1.url), 2);
});
afterAll(async () => {
  await base.fermer();
  await test1.fermer();
});

test('ce que montre la base est ce que dit la loi, par tous les chemins, et un droit de moins ne montre rien de plus', async () => {
  const { ecarts, visibles, jugements, mondes } = await jugerDesMondes(base, MONDES, GRAINE);
  expect(ecarts, `graine ${GRAINE}`).toEqual([]);
  expect(mondes).toBe(MONDES);
  // A rule that shows nothing, or everything, would prove nothing.
  expect(visibles / jugements).toBeGreaterThan(0.05);
  expect(visibles / jugements).toBeLessThan(0.5);
}, 300_000);
