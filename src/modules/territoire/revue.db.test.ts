import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { situationsDe } from '#acces/sessions.ts';
import { attendUneRevue, moisAvant } from '#acces/situations.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { horlogeReglable } from '#lib/horloge.ts';
import { journalMuet } from '#lib/journal.ts';
import { faireLeTour } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import * as contrat from './contract.ts';
import { rappelerLesRevues } from './index.ts';
import { etatDeRevue, sonneriesDesRevues } from './revue.ts';
import { elevee, lise, MARDI, nadia, ouvrirSalle, sophie, T1, type SalleDeTest } from './testing.ts';

const JOUR_MS = 24 * 3_600_000;
let salle: SalleDeTest;

beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(async () => {
  await salle.fermer();
});
beforeEach(async () => {
  await salle.remettre();
  await salle.base.territoire<TablesTerritoire, void>(T1, async (sql) => {
    await sql.deleteFrom('echeance').execute();
    await sql.deleteFrom('main_ouverte').execute();
  });
});

/** Rose, a peer helper without a card, last reviewed so many months ago. */
const roseRevueIlYA = (mois: number) =>
  salle.base.commun<TablesAcces, unknown>((sql) =>
    sql
      .updateTable('affectation')
      .set({ revue_le: moisAvant(MARDI, mois) })
      .where('affectation.compte', '=', 'rose')
      .execute(),
  );
const rappeler = (le = MARDI) => rappelerLesRevues(salle.socle, T1, horlogeReglable(le));
const tenue = () =>
  salle.base.territoire<TablesTerritoire, { qui: string | null; etat: string } | undefined>(T1, (sql) =>
    sql.selectFrom('main_ouverte').select(['qui', 'etat']).where('genre', '=', 'revue').executeTakeFirst(),
  );
const entre = async (le = MARDI) => (await situationsDe(salle.base, 'rose', le)).length > 0;

test('l’état d’un accès suit ses dates : à jour, à revoir à onze mois, en pause à treize ; une carte n’a rien à revoir', () => {
  const m = (mois: number, carte = false) => ({ carte, debut: '2020-01-01', revue_le: moisAvant(MARDI, mois) });
  expect([0, 10, 11, 12, 13, 30].map((mois) => etatDeRevue(m(mois), MARDI))).toEqual([
    'a_jour',
    'a_jour',
    'a_revoir',
    'a_revoir',
    'en_pause',
    'en_pause',
  ]);
  expect(etatDeRevue(m(30, true), MARDI)).toBe('a_jour');
  expect(etatDeRevue({ carte: false, debut: '2025-10-24', revue_le: null }, MARDI)).toBe('en_pause');
});

test('un compte non revu depuis treize mois n’ouvre plus rien, et la personne apprend pourquoi ; une revue le rouvre', async () => {
  await roseRevueIlYA(12);
  expect(await entre()).toBe(true);
  await roseRevueIlYA(13);
  expect(await entre()).toBe(false);
  expect(await attendUneRevue(salle.base, 'rose', MARDI)).toBe(true);
  await salle.faire(elevee(sophie), contrat.revoirMembre, { affectation: 'aff-rose' });
  expect(await entre()).toBe(true);
});

test('à onze mois, quelqu’un l’a en main ; sans réponse, c’est quelqu’un d’autre ; à treize mois, c’est la pause, dite', async () => {
  await roseRevueIlYA(11);
  expect(await rappeler()).toBe(1);
  expect(await rappeler()).toBe(0);
  const premier = await tenue();
  expect(premier).toMatchObject({ etat: 'attend' });
  const sonner = (reel: Date) =>
    faireLeTour(
      {
        socle: salle.socle,
        sonneries: new Map(Object.entries(sonneriesDesRevues(horlogeReglable(reel)))),
        canaux: new Map(),
        journal: journalMuet,
      },
      T1,
    );
  await salle.essai.avancer(40 * JOUR_MS);
  await sonner(new Date(MARDI.getTime() + 40 * JOUR_MS));
  const second = await tenue();
  expect(second).toMatchObject({ etat: 'retard' });
  expect(second?.qui).not.toBe(premier?.qui);
  await salle.essai.avancer(60 * JOUR_MS);
  await sonner(new Date(MARDI.getTime() + 100 * JOUR_MS));
  expect(await tenue()).toMatchObject({ etat: 'termine' });
  const faits = await salle.base.territoire<TablesTerritoire, { nom: string }[]>(T1, (sql) =>
    sql.selectFrom('fait').select('fait.nom').where('fait.nom', '=', 'AccesEnPause.v1').execute(),
  );
  expect(faits).toHaveLength(1);
});

test('revoir referme la demande ; on ne se revoit pas soi-même, ni une personne à carte, ni sans en avoir le rôle', async () => {
  await roseRevueIlYA(12);
  await rappeler();
  const code = (p: Promise<unknown>) =>
    p.then(
      () => 'fait',
      (e: { code?: string }) => e.code,
    );
  expect(await code(salle.faire(lise, contrat.revoirMembre, { affectation: 'aff-rose' }))).toBe('cordee.interdit');
  expect(await code(salle.faire(nadia, contrat.revoirMembre, { affectation: 'aff-lise' }))).toBe('cordee.introuvable');
  const roseCoordinatrice = { ...nadia, id: 'compte:rose' };
  expect(await code(salle.faire(roseCoordinatrice, contrat.revoirMembre, { affectation: 'aff-rose' }))).toBe(
    'territoire.revue_de_soi',
  );
  expect((await salle.lire(nadia, contrat.vueMembres)).membres.find(({ nom }) => nom === 'Rose Diallo')?.revue).toBe(
    'a_revoir',
  );
  expect((await salle.lire(lise, contrat.vueMembres)).membres.some(({ revue }) => revue !== undefined)).toBe(false);
  await salle.faire(elevee(nadia), contrat.revoirMembre, { affectation: 'aff-rose' });
  expect(await tenue()).toMatchObject({ etat: 'termine' });
  expect(await rappeler()).toBe(0);
});
