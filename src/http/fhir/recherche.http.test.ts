import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TablesTerritoire } from '#socle/tables.ts';
import { creer, ouvrirPorteDeTest, unLogiciel, unPatient, type Corps, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;
let zoe: string;
let proprietaire: string;
const SYSTEME = 'https://essai.invalid/recherche';

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  zoe = (await creer(porte, unPatient({ identifier: [{ system: SYSTEME, value: 'zoe' }] }))).id;
  await creer(porte, unPatient({ name: [{ family: 'Martin', given: ['Paul'] }] }));
  const professionnel = { resourceType: 'Practitioner', name: [{ family: 'Exemple' }] };
  proprietaire = `Practitioner/${(await creer(porte, professionnel)).id}`;
  for (let n = 0; n < 12; n += 1)
    await creer(porte, {
      resourceType: 'Task',
      status: n % 3 === 0 ? 'completed' : 'requested',
      intent: 'order',
      authoredOn: `2026-11-${String(10 + n)}T08:00:00Z`,
      owner: { reference: proprietaire },
      for: { reference: `Patient/${zoe}` },
    });
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const chercher = async (chemin: string) => {
  const { statut, corps } = await porte.demander('GET', chemin);
  expect([statut, corps.issue]).toEqual([200, undefined]);
  return corps;
};
const ids = (corps: Corps, mode = 'match') =>
  (corps.entry ?? []).filter((e) => e.search?.mode === mode).map((e) => e.resource?.id);

describe('Chercher', () => {
  test.each(['Hélénard', 'Helenard', 'HÉLÉNARD', 'hele'])('« %s » trouve Zoé Hélénard', async (nom) => {
    expect(ids(await chercher(`/Patient?name=${encodeURIComponent(nom)}`))).toEqual([zoe]);
  });

  test('« lénard », au milieu du nom, ne la trouve pas', async () => {
    expect(ids(await chercher(`/Patient?name=${encodeURIComponent('lénard')}`))).toEqual([]);
  });

  test('une page donne ses résultats, ce qu’ils citent, et la suite', async () => {
    const page = await chercher(
      `/Task?owner=${proprietaire}&status=requested&_sort=-authored-on&_count=5&_include=Task:patient`,
    );
    expect(page).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
    const dates = page.entry?.filter((e) => e.search?.mode === 'match').map((e) => String(e.resource?.['authoredOn']));
    expect(dates).toEqual(dates?.toSorted().toReversed());
    expect(ids(page)).toHaveLength(5);
    expect(ids(page, 'include')).toEqual([zoe]);
    const suite = page.link?.find((l) => l.relation === 'next')?.url ?? '';
    const seconde = await chercher(suite.replace('http://localhost/fhir', ''));
    expect(ids(seconde)).toHaveLength(3);
    expect(new Set([...ids(page), ...ids(seconde)]).size).toBe(8);
    expect(seconde.link?.some((l) => l.relation === 'next')).toBe(false);
  });

  test('par une référence et à rebours', async () => {
    expect(ids(await chercher(`/Task?patient.identifier=${SYSTEME}|zoe&_count=100`))).toHaveLength(12);
    expect(ids(await chercher(`/Patient?_has:Task:patient:status=requested&_id=${zoe}`))).toEqual([zoe]);
  });

  test('compter, sans ressource', async () => {
    expect(await chercher(`/Task?owner=${proprietaire}&_total=accurate&_count=1`)).toMatchObject({ total: 12 });
    const compte = await chercher(`/Task?owner=${proprietaire}&_summary=count`);
    expect([compte.total, compte.entry]).toEqual([12, undefined]);
  });

  test('par POST, avec les critères dans le corps', async () => {
    const { statut, corps } = await porte.demander('POST', '/Patient/_search?_count=1', {
      corps: `identifier=${encodeURIComponent(`${SYSTEME}|zoe`)}`,
      entetes: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([statut, ids(corps)]).toEqual([200, [zoe]]);
    expect((await porte.demander('POST', '/Patient/_search', { corps: unPatient() })).statut).toBe(415);
    expect((await porte.demander('POST', '/Patient/_search', { corps: '' })).statut).toBe(200);
  });

  test('dans tout le territoire, et dans ce qui concerne une personne', async () => {
    expect(ids(await chercher(`/?_id=${zoe}`))).toEqual([zoe]);
    expect(ids(await chercher(`/?_type=Patient,Practitioner&_id=${zoe}`))).toEqual([zoe]);
    expect(ids(await chercher(`/Patient/${zoe}/Task?status=completed`))).toHaveLength(4);
    expect(ids(await chercher(`/Patient/personne/Task`))).toEqual([]);
    const tout = await porte.demander('POST', `/Patient/${zoe}/Task/_search`, {
      corps: 'status=completed',
      entetes: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(ids(tout.corps)).toHaveLength(4);
    expect((await porte.demander('GET', '/Practitioner/x/Task')).statut).toBe(404);
  });
});

test('une fiche de l’annuaire national se lit et se trouve comme une ressource du territoire', async () => {
  const fiche = {
    resourceType: 'Practitioner',
    id: 'rpps-1',
    meta: { versionId: '1' },
    name: [{ family: 'Annuaire' }],
  };
  await porte.base.commun<TablesTerritoire, unknown>((sql) =>
    sql
      .insertInto('annuaire')
      .values({
        type: 'Practitioner',
        id: 'rpps-1',
        version: 1,
        le: new Date(),
        source: 'essai',
        actif: true,
        contenu: JSON.stringify(fiche),
        toks: [],
        refs: [],
        nom_tri: 'annuaire',
        commune: null,
        latitude: null,
        longitude: null,
      })
      .execute(),
  );
  expect((await porte.demander('GET', '/Practitioner/rpps-1')).corps).toEqual(fiche);
  expect(ids(await chercher('/Practitioner?_id=rpps-1'))).toEqual(['rpps-1']);
});

describe('Ce qui n’est pas compris est refusé', () => {
  test.each([
    ['/Patient?couleur=bleu', 400, 'couleur'],
    ['/Patient?name:presque=x', 400, 'presque'],
    ['/Task?authored-on=hier', 400, 'authored-on'],
    ['/Patient?_filter=nom%20eq%20x', 400, '_filter'],
    ['/Patient?_include=Patient:couleur', 400, 'couleur'],
    ['/Patient?_count=5000', 400, '1000'],
    ['/Patient?_cursor=n-importe-quoi', 400, ''],
    ['/Basic?code=x', 404, 'Basic'],
    ['/Patient/$couleur', 404, '$couleur'],
    ['/Patient/x/y', 404, 'metadata'],
  ])('%s : %i', async (chemin, attendu, dit) => {
    const { statut, corps } = await porte.demander('GET', chemin);
    expect(statut).toBe(attendu);
    expect(corps.resourceType).toBe('OperationOutcome');
    expect(JSON.stringify(corps.issue)).toContain(dit);
  });

  test('sauf si le client demande l’indulgence : la page dit alors ce qui a été ignoré', async () => {
    const entetes = { prefer: 'handling=lenient' };
    const { statut, corps } = await porte.demander('GET', `/Patient?couleur=bleu&_id=${zoe}`, { entetes });
    expect([statut, ids(corps)]).toEqual([200, [zoe]]);
    expect(corps.entry?.find((e) => e.search?.mode === 'outcome')?.resource).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning' }],
    });
  });
});

test('rien de caché n’est trouvé, compté ni inclus', async () => {
  const par = unLogiciel('system/Task.rs system/Patient.s', ['COO'], 'sans-identite');
  const { corps } = await porte.demander('GET', `/Task?owner=${proprietaire}&_include=Task:patient&_total=accurate`, {
    par,
  });
  expect([ids(corps, 'match').length, ids(corps, 'include')]).toEqual([12, []]);
  const patients = await porte.demander('GET', `/Patient?_id=${zoe}&_total=accurate`, { par });
  expect([patients.corps.total, ids(patients.corps)]).toEqual([0, []]);
  const enchaine = await porte.demander('GET', `/Task?patient.identifier=${SYSTEME}|zoe`, { par });
  expect(ids(enchaine.corps)).toEqual([]);
});
