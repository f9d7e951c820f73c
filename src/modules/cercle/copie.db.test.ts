import { afterAll, beforeAll, expect, test } from 'vitest';
import { acteurDuLien } from '#acces/liens.ts';
import { maisonDeTest, mmeAubryEtSonCercle, nadia, type MaisonDeTest } from '#modules/dossier/testing.ts';
import type { CopieVue } from './contract-copie.ts';

let maison: MaisonDeTest;
let patient: string;
beforeAll(async () => {
  maison = await maisonDeTest();
  patient = await mmeAubryEtSonCercle(maison);
});
afterAll(() => maison.fermer());

test('la copie dit qui lit quoi, qui appeler et quelle notice ; le lien ne porte ni nom ni donnée, et ne sert qu’une fois', async () => {
  const { adresse } = await maison.faire<{ adresse: string }>(nadia, 'cercle.donnerCopie', { patient });
  expect(adresse).toMatch(/^https:\/\/cordee\.invalid\/r\/t0001\.[\w-]+$/u);
  expect(adresse).not.toContain(patient);
  const jeton = adresse.split('/r/')[1] ?? '';
  const ouvrir = () => acteurDuLien(maison.socle.base, jeton, maison.horloge.maintenant());
  const personne = await ouvrir();
  if (personne === undefined) throw new Error('le lien ne s’ouvre pas');
  const lue = await maison.voir<CopieVue>(personne, 'cercle.maCopie', {});
  expect(lue).toMatchObject({ version: '2026-11', appeler: { nom: 'Sophie Marchand', telephone: '0199001010' } });
  expect(lue.lecteurs.map(({ nom }) => nom)).toContain('Dr Paul Martin');
  await expect(maison.voir(personne, 'cercle.copie', { patient })).rejects.toMatchObject({ code: 'cordee.interdit' });
  await expect(maison.faire(personne, 'cercle.direCompris', { changerDAvis: true })).rejects.toMatchObject({
    champs: { famille: expect.any(String) as string },
  });
  expect(await maison.faire(personne, 'cercle.direCompris', { changerDAvis: true, famille: true })).toEqual({
    bonnes: 1,
  });
  const apres = (await ouvrir()) ?? personne;
  await expect(maison.faire(apres, 'cercle.direCompris', { changerDAvis: true, famille: false })).rejects.toMatchObject(
    { code: 'cercle.deja_repondu' },
  );
});
