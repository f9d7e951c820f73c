import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creer, ouvrirPorteDeTest, unLogiciel, unPatient, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;
let zoe: string;
let liste: string;
const V3 = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  zoe = (await creer(porte, unPatient())).id;
  await creer(porte, unPatient({ name: [{ family: 'Martin' }], gender: 'male' }));
  liste = (
    await creer(porte, {
      resourceType: 'List',
      status: 'current',
      mode: 'working',
      entry: [{ item: { reference: `Patient/${zoe}` } }],
    })
  ).id;
  await creer(porte, {
    resourceType: 'RelatedPerson',
    patient: { reference: `Patient/${zoe}` },
    relationship: [{ coding: [{ system: V3, code: 'DAU' }] }],
  });
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const ids = async (chemin: string, corps?: string) => {
  const { statut, corps: lu } = await porte.demander(
    corps === undefined ? 'GET' : 'POST',
    chemin,
    corps === undefined ? {} : { corps, entetes: { 'content-type': 'application/x-www-form-urlencoded' } },
  );
  expect([statut, lu.issue]).toEqual([200, undefined]);
  return (lu.entry ?? []).map((e) => e.resource?.id);
};

describe('La recherche standard, par la porte', () => {
  const filtre = `_filter=${encodeURIComponent('name co "lenar" and not (gender eq male)')}`;

  test('un filtre répond par GET comme par POST, et sa page suivante aussi', async () => {
    expect(await ids(`/Patient?${filtre}`)).toEqual([zoe]);
    expect(await ids('/Patient/_search', filtre)).toEqual([zoe]);
    const { corps } = await porte.demander('GET', `/Patient?_filter=${encodeURIComponent('active eq true')}&_count=1`);
    const suite = corps.link?.find((l) => l.relation === 'next')?.url ?? '';
    expect(await ids(suite.replace(/^.*\/fhir/, ''))).toHaveLength(1);
  });

  test('une liste, un mot du contenu, une hiérarchie de codes tenue ici', async () => {
    expect(await ids(`/Patient?_list=${liste}`)).toEqual([zoe]);
    expect(await ids(`/Patient?_id=${zoe}&_content=helenard`)).toEqual([zoe]);
    expect(await ids(`/RelatedPerson?relationship:below=${encodeURIComponent(`${V3}|CHILD`)}`)).toHaveLength(1);
    expect(await ids(`/RelatedPerson?relationship:below=${encodeURIComponent(`${V3}|SIB`)}`)).toHaveLength(0);
  });

  test.each([
    '/Patient?_filter=nom%20eq%20a',
    '/Patient?_content=a',
    '/Patient?_list=$current-problems',
    '/Patient?_query=x',
    '/Patient?_contained=true',
    '/RelatedPerson?relationship:below=urn:inconnu|x',
    '/Observation?code-value-quantity=a',
  ])('%s est refusée avec une phrase', async (chemin) => {
    const { statut, corps } = await porte.demander('GET', chemin);
    expect(statut).toBe(400);
    expect(corps.issue?.[0]?.details.text).toMatch(/\.$/);
  });

  test('un logiciel sans la permission de lire les listes n’apprend rien par elles', async () => {
    const par = unLogiciel('system/Patient.rs');
    const { corps } = await porte.demander('GET', `/Patient?_list=${liste}`, { par });
    expect(corps.entry ?? []).toEqual([]);
  });

  test('tout cela est annoncé', async () => {
    const { corps } = await porte.demander('GET', '/metadata');
    const [rest] = corps['rest'] as {
      searchParam: { name: string }[];
      resource: { type: string; searchParam: { name: string }[] }[];
    }[];
    expect(rest?.searchParam.map((p) => p.name)).toEqual(['_filter', '_list', '_text', '_content']);
    const observation = rest?.resource.find((r) => r.type === 'Observation')?.searchParam.map((p) => p.name);
    expect(observation).toContain('component-code-value-quantity');
  });
});
