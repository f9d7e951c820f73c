import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RefusFhir } from '../refus.ts';
import type { Identifiee } from '../types.ts';
import { chercher, type PageFhir } from './chercher.ts';
import { ouvrirTerritoire, sauf, LE, TOUT } from './epreuve/testing-base.ts';
import { lire } from './epreuve/testing.ts';
import { toutSurLaPersonne } from './personne.ts';

let territoire: Awaited<ReturnType<typeof ouvrirTerritoire>>;
const CACHEES = sauf(new Set(['cachee']));

const r = (resourceType: string, id: string, reste: object = {}): Identifiee =>
  ({ resourceType, id, ...reste }) as Identifiee;
const ref = (reference: string) => ({ reference });

const RESSOURCES = [
  r('Organization', 'reg', { name: 'Région' }),
  r('Organization', 'hop', { name: 'Hôpital', partOf: ref('Organization/reg') }),
  r('Organization', 'ser', { name: 'Service', partOf: ref('Organization/hop') }),
  r('Practitioner', 'med', { name: [{ family: 'Hélénard', given: ['Anne'] }] }),
  r('Patient', 'vue', {
    name: [{ family: 'Martin' }],
    generalPractitioner: [ref('Practitioner/med')],
    managingOrganization: ref('Organization/ser'),
  }),
  r('Patient', 'cachee', {
    name: [{ family: 'Martinez' }],
    managingOrganization: ref('Organization/ser'),
    generalPractitioner: [ref('Practitioner/med')],
  }),
  r('Task', 'a', {
    status: 'requested',
    intent: 'order',
    for: ref('Patient/vue'),
    owner: ref('Practitioner/med'),
    authoredOn: '2026-11-01',
    code: { coding: [{ code: 'x', display: 'Évaluation gériatrique' }] },
  }),
  r('Task', 'b', {
    status: 'requested',
    intent: 'order',
    for: ref('Patient/cachee'),
    owner: ref('Practitioner/med'),
    authoredOn: '2026-11-02',
  }),
  r('Task', 'c', {
    status: 'requested',
    intent: 'order',
    for: ref('Patient/vue'),
    owner: ref('Organization/ser'),
    partOf: [ref('Task/a')],
    requester: { identifier: { system: 'urn:rpps', value: '10' } },
  }),
  r('Provenance', 'p', {
    target: [ref('Task/a')],
    recorded: '2026-11-01T10:00:00Z',
    agent: [{ who: ref('Practitioner/med') }],
  }),
  r('Appointment', 'rdv', {
    status: 'booked',
    participant: [
      { actor: ref('Patient/vue'), status: 'accepted' },
      { actor: ref('Patient/cachee'), status: 'accepted' },
    ],
  }),
  r('Patient', 'typee', { identifier: [{ type: { coding: [{ system: 'http://t', code: 'INS' }] }, value: '1' }] }),
  r('Questionnaire', 'q', { status: 'active', url: 'http://q.invalid/fhir/chute' }),
  r('Location', 'cab', { name: 'Cabinet', position: { latitude: 47.22, longitude: -1.55 } }),
  r('HealthcareService', 'hs', { name: 'Équipe', location: [ref('Location/cab')] }),
];

beforeAll(async () => {
  territoire = await ouvrirTerritoire();
  await territoire.ecrire(RESSOURCES);
  await territoire.ecrireAnnuaire([
    r('Location', 'nat', { name: 'National', position: { latitude: 48.85, longitude: 2.35 } }),
    r('Organization', 'hop', { name: 'Hôpital vu de la nation' }),
    r('Practitioner', 'nat', { name: [{ family: 'Helenard', given: ['Zoé'] }] }),
  ]);
  await territoire.administrer(
    "insert into shared.annuaire_commune (code, nom, nom_norme, latitude, longitude) values ('44109', 'Nantes', 'nantes', 47.21, -1.56)",
  );
});
afterAll(() => territoire.fermer());

const page = (requete: string, portee = TOUT): Promise<PageFhir> =>
  chercher(territoire.interroger, lire(requete), portee, LE);
const trouves = async (requete: string, portee = TOUT) => (await page(requete, portee)).trouves.map((l) => l.id);
const inclus = async (requete: string, portee = TOUT) =>
  (await page(requete, portee)).inclus.map((l) => `${l.type}/${l.id}`).sort();

describe('Trouver', () => {
  test.each([
    ['Practitioner?name=helenard', ['med', 'nat']],
    ['Practitioner?name=HÉLÉNARD Z', ['nat']],
    ['Practitioner?name=lénard', []],
    ['Practitioner?name:contains=lénard', ['med', 'nat']],
    ['Practitioner?family:exact=Hélénard', ['med']],
    ['Organization?name=hopital', ['hop']],
    ['Patient?identifier:of-type=http://t|INS|1', ['typee']],
    ['Task?code:text=evaluation', ['a']],
    ['Task?requester:identifier=urn:rpps|10', ['c']],
    ['Task?requester:identifier=urn:rpps|11', []],
    ['Questionnaire?url:below=http://q.invalid/fhir/', ['q']],
    ['Questionnaire?url:above=http://q.invalid/fhir/chute/version', ['q']],
    ['Questionnaire?url=http://q.invalid/fhir', []],
    ['Task?_lastUpdated=2026-11-28&status:not=completed', ['a', 'b', 'c']],
    ['Task?_lastUpdated=lt2026-11-28', []],
    ['Task?authored-on=ap2026-11-02', ['a', 'b']],
    ['Location?near=47.2|-1.5|10|km', ['cab']],
    ['Location?near=47.2|-1.5|600|m', []],
    ['Location?near=48.8|2.3|10,47.2|-1.5|10', ['cab', 'nat']],
    ['HealthcareService?near=47.2|-1.5|10', ['hs']],
    ['HealthcareService?location.near-insee-code=44109|15|km', ['hs']],
    ['Location?near-insee=44109', ['cab']],
    ['Task?_sort=-authored-on&_count=2', ['b', 'a']],
    ['Task?_sort=authored-on&_offset=1', ['b', 'c']],
    ['?_type=Task,Provenance&_lastUpdated=ge2026', ['p', 'a', 'b', 'c']],
    ['?_type=Organization&_id=hop', ['hop']],
  ])('%s', async (requete, attendus) => {
    expect(await trouves(requete)).toEqual(attendus);
  });

  test('une entrée que le territoire tient lui-même n’est montrée qu’une fois, la sienne', async () => {
    const {
      trouves: [ligne],
    } = await page('Organization?_id=hop');
    expect(ligne?.texte).toContain('"Hôpital"');
    expect(await trouves('Organization?name=hopital vu')).toEqual([]);
  });

  test('une commune que personne ne sait placer est refusée, pas cherchée en vain', async () => {
    await expect(page('Location?near-insee=01001')).rejects.toBeInstanceOf(RefusFhir);
  });
});

describe('Inclure', () => {
  test.each([
    ['Task?_id=a,b&_include=Task:patient', ['Patient/cachee', 'Patient/vue']],
    ['Task?_id=a,c&_include=Task:owner:Organization', ['Organization/ser']],
    ['Task?_id=a&_revinclude=Provenance:target', ['Provenance/p']],
    ['Task?_id=a&_revinclude=Task:part-of&_include=Task:owner', ['Practitioner/med', 'Task/c']],
    ['Task?_id=a&_include=Task:*', ['Patient/vue', 'Practitioner/med']],
    ['Task?_id=a&_include=*', ['Patient/vue', 'Practitioner/med']],
    ['Task?_id=a&_revinclude=*', ['Provenance/p', 'Task/c']],
    [
      'Task?_id=c&_include=Task:part-of&_include:iterate=Task:patient&_include:iterate=Patient:organization&_include:iterate=Organization:partof',
      ['Organization/hop', 'Organization/reg', 'Organization/ser', 'Patient/vue', 'Task/a'],
    ],
    ['Task?_id=a&_include=Task:patient&_revinclude:iterate=Appointment:actor', ['Appointment/rdv', 'Patient/vue']],
    ['Patient?_id=vue&_include=Patient:general-practitioner', ['Practitioner/med']],
    ['Task?_id=a,b,c&_count=1&_include=Task:patient', ['Patient/vue']],
    ['Task?_id=a,b,c&_include=Task:part-of', []],
  ])('%s', async (requete, attendus) => {
    expect(await inclus(requete)).toEqual(attendus);
  });
});

describe('Ce qui est caché ne se trouve, ne se suit, ne se compte ni ne s’inclut', () => {
  test.each([
    ['Patient?name=martin', ['vue']],
    ['Task?patient:Patient.name=martinez', []],
    ['Practitioner?_has:Patient:general-practitioner:name=martinez', []],
    ['Practitioner?_has:Patient:general-practitioner:name=martin', ['med']],
    ['Organization?_has:Patient:organization:_has:Task:patient:_id=b', []],
    ['Patient?_id=cachee', []],
    ['Task?_sort=-authored-on', ['a', 'c']],
    ['?_type=Patient,Task', ['typee', 'vue', 'a', 'c']],
  ])('%s', async (requete, attendus) => {
    expect(await trouves(requete, CACHEES)).toEqual(attendus);
  });

  test('ni dans les inclusions ni dans les totaux', async () => {
    expect(
      await inclus(
        'Practitioner?_id=med&_revinclude=Patient:general-practitioner&_revinclude:iterate=Task:patient',
        CACHEES,
      ),
    ).toEqual(['Patient/vue', 'Task/a', 'Task/c']);
    expect(await page('Task?_summary=count', CACHEES)).toMatchObject({ total: 2, trouves: [] });
    expect((await page('Task?_count=1&_total=accurate', CACHEES)).total).toBe(2);
    expect((await page('Task?_count=1&_total=estimate', CACHEES)).total).toBe(2);
    expect((await page('Task?_count=1', CACHEES)).total).toBeUndefined();
  });
});

describe('Tout sur une personne', () => {
  const tout = (options: Partial<Parameters<typeof toutSurLaPersonne>[2]> = {}, portee = TOUT, personne = 'vue') =>
    toutSurLaPersonne(territoire.interroger, personne, { limite: 50, avecCites: true, ...options }, portee);
  const adresses = (lignes: PageFhir['trouves']) => lignes.map((l) => `${l.type}/${l.id}`);

  test('la personne d’abord, ce qui lui appartient, puis les professionnels et structures cités', async () => {
    const { trouves, inclus, suite } = await tout();
    expect(adresses(trouves)).toEqual(['Patient/vue', 'Appointment/rdv', 'Task/a', 'Task/c']);
    expect(adresses(inclus).sort()).toEqual(['Organization/ser', 'Practitioner/med']);
    expect(suite).toBeUndefined();
  });

  test('page après page, par type, depuis un instant, dans sa portée', async () => {
    const premiere = await tout({ limite: 2 });
    const seconde = await tout({ limite: 2, ...(premiere.suite === undefined ? {} : { curseur: premiere.suite }) });
    expect([...adresses(premiere.trouves), ...adresses(seconde.trouves)]).toEqual([
      'Patient/vue',
      'Appointment/rdv',
      'Task/a',
      'Task/c',
    ]);
    expect(seconde.suite).toBeUndefined();
    expect(adresses((await tout({ types: ['Task'] })).trouves)).toEqual(['Task/a', 'Task/c']);
    expect((await tout({ depuis: new Date(LE.getTime() + 1) })).trouves).toEqual([]);
    // An appointment shared with somebody the reader follows stays visible; the hidden person and its task do not.
    expect(adresses((await tout({}, CACHEES, 'cachee')).trouves)).toEqual(['Appointment/rdv']);
  });

  test('le compartiment se cherche comme un type', async () => {
    const recherche = lire('Task?status=requested', { personne: 'vue' });
    expect((await chercher(territoire.interroger, recherche, TOUT, LE)).trouves.map((l) => l.id)).toEqual(['a', 'c']);
  });
});

describe('Une page après l’autre', () => {
  test('des ressources écrites entre deux pages ne font ni doublon ni trou parmi les anciennes', async () => {
    await territoire.ecrire(
      Array.from({ length: 60 }, (_, i) =>
        r('Goal', `g${String(i).padStart(2, '0')}`, {
          lifecycleStatus: 'active',
          description: { text: 'x' },
          subject: ref('Patient/vue'),
          startDate: `2026-01-${String(1 + (i % 28)).padStart(2, '0')}`,
        }),
      ),
    );
    for (const tri of ['', '&_sort=start-date', '&_sort=-start-date,-_id', '&_sort=-_lastUpdated']) {
      const vus: string[] = [];
      let curseur = '';
      for (let tour = 0; tour < 40; tour += 1) {
        const { trouves, suite } = await page(`Goal?patient=vue${tri}&_count=7${curseur}`);
        vus.push(...trouves.map((l) => l.id));
        await territoire.ecrire([
          r('Goal', `n${tri.length}${String(tour).padStart(2, '0')}`, {
            lifecycleStatus: 'active',
            description: { text: 'x' },
            subject: ref('Patient/vue'),
            startDate: '2026-01-10',
          }),
        ]);
        if (suite === undefined) break;
        curseur = `&_cursor=${suite}`;
      }
      expect(new Set(vus).size).toBe(vus.length);
      expect(vus.filter((id) => id.startsWith('g')).sort()).toEqual(
        Array.from({ length: 60 }, (_, i) => `g${String(i).padStart(2, '0')}`),
      );
    }
  });

  test.each([
    'x',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('["aaaaaaaaaaaa",[],"Task","a"]').toString('base64url'),
  ])('un lien de page abîmé ou d’une autre recherche est refusé avec une phrase : %s', async (curseur) => {
    await expect(page(`Task?_cursor=${curseur}`)).rejects.toMatchObject({ statut: 400 });
  });
});
