import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contrat from '#acces/contrat-session.ts';
import type { TablesAcces } from '#acces/tables.ts';
import type { SituationPersona } from '#connectors/psc/simulateur/persona.ts';
import { unPersona, uneSituation } from '#connectors/psc/testing.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from './connexion-testing.ts';

const DUNES = uneSituation({ id: 'dunes', structureRef: 'dunes', structureNom: 'Cabinet des Dunes' });
const PORT = uneSituation({ id: 'port', structureRef: 'port', structureNom: 'Cabinet du Port', finess: '990000002' });
/** What the national service says of this person now: changed by each story. */
const situations: SituationPersona[] = [];
let maison: MaisonDeTest;
let navigateur: NavigateurDeTest;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest({ personas: [unPersona({ situations })] });
  await unMembre(maison.base, {
    affectations: [
      { role: 'medecin', structure: 'Organization/dunes', nom: 'Cabinet des Dunes' },
      { role: 'medecin', structure: 'Organization/finess-990000002', nom: 'Cabinet du Port' },
      { role: 'coordinateur_appui', structure: 'Organization/dac', nom: 'DAC' },
    ],
  });
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await maison.base.commun<TablesAcces, unknown>((sql) =>
    sql.updateTable('affectation').set({ psc_vue_le: null, psc_finie_le: null }).execute(),
  );
  maison.avancer(60_000);
  navigateur = new NavigateurDeTest(maison.origine);
});

async function entrer(annoncees: readonly SituationPersona[]): Promise<readonly string[]> {
  situations.splice(0, situations.length, ...annoncees);
  maison.avancer(1_000);
  await navigateur.seConnecter();
  const { personne } = (await navigateur.api(contrat.vueEtatSession, {})).corps;
  return personne?.situations.map(({ structure }) => structure) ?? [];
}

test('une activité que Pro Santé Connect n’annonce plus n’est plus offerte ; les autres restent, et elle revient avec lui', async () => {
  expect(await entrer([DUNES, PORT])).toEqual(['Cabinet des Dunes', 'Cabinet du Port', 'DAC']);
  expect(await entrer([DUNES])).toEqual(['Cabinet des Dunes', 'DAC']);
  expect(await entrer([DUNES, PORT])).toEqual(['Cabinet des Dunes', 'Cabinet du Port', 'DAC']);
});

test('une activité qu’il n’a jamais annoncée est l’affaire du territoire : elle reste', async () => {
  expect(await entrer([])).toEqual(['Cabinet des Dunes', 'Cabinet du Port', 'DAC']);
});

test('la session d’un autre écran perd l’activité terminée dès la connexion suivante', async () => {
  await entrer([DUNES, PORT]);
  const { personne } = (await navigateur.api(contrat.vueEtatSession, {})).corps;
  const port = personne?.situations.find(({ structure }) => structure === 'Cabinet du Port');
  await navigateur.api(contrat.actionChoisirSituation, { situation: port?.id ?? '' });
  expect((await navigateur.api(contrat.vueMoi, {})).corps.structure).toBe('Cabinet du Port');
  const ancien = navigateur;
  navigateur = new NavigateurDeTest(maison.origine);
  await entrer([DUNES]);
  expect(await ancien.api(contrat.vueMoi, {})).toMatchObject({
    statut: 401,
    corps: { refus: { code: 'connexion.situation_a_choisir' } },
  });
});

test('on change d’activité sans se reconnecter, jamais pour une activité terminée ni pour celle d’un autre', async () => {
  await entrer([DUNES, PORT]);
  await entrer([DUNES]);
  const { personne } = (await navigateur.api(contrat.vueEtatSession, {})).corps;
  for (const { id, structure } of personne?.situations ?? []) {
    expect((await navigateur.api(contrat.actionChoisirSituation, { situation: id })).statut).toBe(200);
    expect((await navigateur.api(contrat.vueMoi, {})).corps.structure).toBe(structure);
  }
  for (const situation of ['compte-lise-1', 'autre-0'])
    expect((await navigateur.api(contrat.actionChoisirSituation, { situation })).statut).toBe(403);
});
