import { expect, test } from 'vitest';
import { avecDisjoncteur } from './disjoncteur.ts';
import { type Insi, InsiIndisponible } from './insi.ts';
import { dominique } from './testing.ts';

const APPEL = { id: 'a' };

function service() {
  const etat = { appels: 0, panne: true, raison: 'delai' as 'delai' | 'reponse_contradictoire' };
  const insi: Insi = {
    rechercher: async () => {
      etat.appels += 1;
      if (etat.panne) throw new InsiIndisponible(etat.raison);
      return { issue: 'aucune' };
    },
    verifier: async () => ({ issue: 'conforme' }),
  };
  return { etat, insi };
}

test('un service qui ne répond plus est laissé au repos, puis essayé une fois, et reprend', async () => {
  const { etat, insi } = service();
  let ms = 0;
  const garde = avecDisjoncteur(insi, () => ms);
  const chercher = () => garde.rechercher(dominique().traits, APPEL);
  for (let i = 0; i < 20; i += 1) await expect(chercher()).rejects.toBeInstanceOf(InsiIndisponible);
  expect(etat.appels).toBe(5);
  ms = 31_000;
  await expect(chercher()).rejects.toMatchObject({ raison: 'delai' });
  await expect(chercher()).rejects.toMatchObject({ raison: 'au_repos' });
  expect(etat.appels).toBe(6);
  ms = 62_000;
  etat.panne = false;
  expect(await chercher()).toEqual({ issue: 'aucune' });
  expect(await chercher()).toEqual({ issue: 'aucune' });
  expect(etat.appels).toBe(8);
});

test('une réponse inacceptable pour une personne ne coupe pas le service des autres', async () => {
  const { etat, insi } = service();
  etat.raison = 'reponse_contradictoire';
  const garde = avecDisjoncteur(insi, () => 0);
  for (let i = 0; i < 10; i += 1)
    await expect(garde.rechercher(dominique().traits, APPEL)).rejects.toBeInstanceOf(InsiIndisponible);
  expect(etat.appels).toBe(10);
});
