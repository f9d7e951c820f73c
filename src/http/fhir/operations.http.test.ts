import { afterAll, beforeAll, expect, test } from 'vitest';
import { creerValidateur } from '#fhir/validateur/index.ts';
import { creer, ouvrirPorteDeTest, unLogiciel, unPatient, type Corps, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;
let zoe: string;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  zoe = (await creer(porte)).id;
  const autre = (await creer(porte)).id;
  const medecin = (await creer(porte, { resourceType: 'Practitioner', name: [{ family: 'Exemple' }] })).id;
  for (const [id, n] of [
    [zoe, 3],
    [autre, 2],
  ] as const)
    for (let rang = 0; rang < n; rang += 1)
      await creer(porte, {
        resourceType: 'Task',
        status: 'requested',
        intent: 'order',
        for: { reference: `Patient/${id}` },
        requester: { reference: `Practitioner/${medecin}` },
      });
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const types = (corps: Corps) => (corps.entry ?? []).map((e) => e.resource?.resourceType);

test('$everything rend la personne, ce qui la concerne et qui elle cite, rien d’une autre', async () => {
  const { statut, corps } = await porte.demander('GET', `/Patient/${zoe}/$everything`);
  expect(statut).toBe(200);
  expect(types(corps)).toEqual(['Patient', 'Task', 'Task', 'Task', 'Practitioner']);
  expect(corps.entry?.[0]?.resource?.id).toBe(zoe);
});

test('$everything se lit par pages, par types, et depuis un instant', async () => {
  const vus: (string | undefined)[] = [];
  let suite: string | undefined = `/Patient/${zoe}/$everything?_count=2`;
  while (suite !== undefined) {
    const { corps }: { corps: Corps } = await porte.demander('GET', suite);
    vus.push(...(corps.entry ?? []).filter((e) => e.search?.mode === 'match').map((e) => e.resource?.id));
    suite = corps.link?.find((l) => l.relation === 'next')?.url.replace('http://localhost/fhir', '');
  }
  expect([vus.length, new Set(vus).size]).toEqual([4, 4]);
  const lire = async (requete: string) =>
    types((await porte.demander('GET', `/Patient/${zoe}/$everything?${requete}`)).corps);
  expect(await lire('_type=Task')).toEqual(['Task', 'Task', 'Task']);
  expect(await lire('_since=2999-01-01T00:00:00Z')).toEqual([]);
  expect((await porte.demander('GET', `/Patient/${zoe}/$everything?_type=Basic`)).statut).toBe(400);
  expect((await porte.demander('GET', `/Patient/${zoe}/$everything?couleur=x`)).statut).toBe(400);
});

test('$everything d’une personne inconnue ou cachée : 404', async () => {
  expect((await porte.demander('GET', '/Patient/inconnue/$everything')).statut).toBe(404);
  const par = unLogiciel('system/*.rs', ['COO'], 'sans-identite');
  expect(
    (await porte.demander('GET', `/Patient/${zoe}/$everything`, { par })).corps.entry?.map((e) => e.resource?.id),
  ).not.toContain(zoe);
});

test('$validate juge ce qu’on envoie, sans rien écrire', async () => {
  const juger = (corps: unknown, suite = '') => porte.demander('POST', `/Patient/$validate${suite}`, { corps });
  const faux = await juger({ resourceType: 'Patient', gender: 'inconnue' });
  expect(faux).toMatchObject({
    statut: 200,
    corps: { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] },
  });
  const bon = await juger(unPatient());
  expect(bon.corps.issue).toMatchObject([{ severity: 'information' }]);
  const parParametres = await juger({
    resourceType: 'Parameters',
    parameter: [
      { name: 'resource', resource: { resourceType: 'Patient', couleur: 'bleu' } },
      { name: 'profile', valueUri: 'http://hl7.org/fhir/StructureDefinition/Patient' },
    ],
  });
  expect(parParametres.corps.issue).toMatchObject([{ severity: 'error' }]);
  expect((await juger({ resourceType: 'Task' })).statut).toBe(400);
  expect((await juger(unPatient(), '?couleur=x')).statut).toBe(400);
  expect((await porte.demander('GET', `/Patient/${zoe}/$validate`)).corps.issue).toMatchObject([
    { severity: 'information' },
  ]);
});

test('les capacités disent ce qui est servi, et passent notre propre contrôle', async () => {
  const { corps } = await porte.demander('GET', '/metadata');
  expect(corps).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', kind: 'instance' });
  const [rest] = corps['rest'] as readonly {
    resource: readonly {
      type: string;
      searchParam?: readonly { name: string }[];
      operation?: readonly { name: string }[];
    }[];
  }[];
  const patient = rest?.resource.find((r) => r.type === 'Patient');
  expect(patient?.searchParam?.map((p) => p.name)).toEqual(expect.arrayContaining(['name', 'identifier', 'birthdate']));
  expect(patient?.operation?.map((o) => o.name)).toEqual(expect.arrayContaining(['everything', 'validate', 'export']));
  const bilan = creerValidateur({ paquets: [], extensionsInconnues: 'signaler' }).valider(corps);
  expect(bilan.issues.filter((i) => i.severity === 'error')).toEqual([]);
});

test('chaque paramètre annoncé par les capacités est vraiment compris', async () => {
  const { corps } = await porte.demander('GET', '/metadata');
  const [rest] = corps['rest'] as readonly {
    resource: readonly { type: string; searchParam?: readonly { name: string }[] }[];
  }[];
  const refuses: string[] = [];
  for (const { type, searchParam } of rest?.resource.filter((r) =>
    ['Patient', 'Task', 'Practitioner'].includes(r.type),
  ) ?? [])
    for (const { name } of searchParam ?? []) {
      const { statut, corps: page } = await porte.demander('GET', `/${type}?${name}:missing=false&_count=1`);
      if (statut >= 500 || JSON.stringify(page.issue ?? '').includes('n’est pas connu'))
        refuses.push(`${type}.${name}`);
    }
  expect(refuses).toEqual([]);
});

test('la terminologie se déploie par la porte', async () => {
  const { statut, corps } = await porte.demander(
    'GET',
    '/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender',
  );
  expect(statut).toBe(200);
  expect(JSON.stringify(corps)).toContain('female');
  expect((await porte.demander('GET', '/ValueSet/x')).statut).toBe(404);
});

test('les traces se lisent comme des AuditEvent par qui en a le droit', async () => {
  const chemin = `/AuditEvent?entity=Patient/${zoe}`;
  const { statut } = await porte.demander('GET', chemin);
  expect(statut).toBe(403);
  const logiciel = unLogiciel('system/Patient.rs', undefined, 'controle');
  const client = {
    id: 'controle',
    familles: logiciel.client?.familles ?? [],
    permissions: [{ niveau: 'system' as const, type: 'AuditEvent' as never, gestes: ['r' as const, 's' as const] }],
  };
  const par = { ...logiciel, client };
  const page = await porte.demander('GET', chemin, { par });
  expect(page.statut).toBe(200);
  expect(types(page.corps)).toContain('AuditEvent');
  const id = page.corps.entry?.[0]?.resource?.id ?? '';
  expect((await porte.demander('GET', `/AuditEvent/${id}`, { par })).corps.id).toBe(id);
  expect((await porte.demander('POST', '/AuditEvent', { corps: { resourceType: 'AuditEvent' } })).statut).toBe(404);
});
