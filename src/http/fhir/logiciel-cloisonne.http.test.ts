import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { ouvrirPorteDeTest, unLogiciel, type PorteDeTest } from './testing.ts';

/**
 * A software that has tasks and nothing else must learn nothing of the persons behind them: neither by reading, nor by a
 * search that goes through them, nor by what a refusal would betray. Each person's data carry a word of their own.
 */
const MOT = 'Zibeline';
let porte: PorteDeTest;
const taches: Acteur = unLogiciel('system/Task.cruds', ['COO'], 'taches');
const personnes: Acteur = unLogiciel('system/Patient.cruds', ['ADM'], 'personnes');

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  const patient = {
    resourceType: 'Patient',
    id: 'secret',
    identifier: [{ system: 'https://logiciel.invalid', value: MOT }],
    name: [{ family: MOT }],
  };
  const tache = {
    resourceType: 'Task',
    id: 't1',
    status: 'requested',
    intent: 'order',
    for: { reference: 'Patient/secret' },
  };
  const observation = {
    resourceType: 'Observation',
    id: 'o1',
    status: 'final',
    code: { text: MOT },
    subject: { reference: 'Patient/secret' },
  };
  for (const ressource of [patient, tache, observation]) {
    const { statut } = await porte.demander('PUT', `/${ressource.resourceType}/${ressource.id}`, { corps: ressource });
    if (statut !== 201) throw new Error(`préparation : ${statut}`);
  }
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const autour = (requete: string) => `/Task?status=requested&${requete}`;

describe('Un logiciel des tâches', () => {
  test('lit la tâche, et pas la personne', async () => {
    expect((await porte.demander('GET', '/Task/t1', { par: taches })).statut).toBe(200);
    for (const chemin of [
      '/Patient/secret',
      '/Patient/secret/_history/1',
      '/Patient/secret/_history',
      '/Observation/o1',
    ])
      expect([chemin, (await porte.demander('GET', chemin, { par: taches })).statut]).toEqual([chemin, 403]);
  });

  test.each([
    ['en chaîne', autour(`patient.family=${MOT}`), autour('patient.family=Autre')],
    ['en chaîne typée', autour(`patient:Patient.name=${MOT}`), autour('patient:Patient.name=Autre')],
    ['en sens inverse', '/Task?_has:Provenance:target:agent=x', '/Task?_has:Provenance:target:agent=y'],
    [
      'en chaîne par l’identifiant',
      autour(`patient.identifier=https://logiciel.invalid|${MOT}`),
      autour('patient.identifier=a|b'),
    ],
  ])('ne devine rien par une recherche %s', async (_nom, vraie, fausse) => {
    const [a, b] = [
      await porte.demander('GET', vraie, { par: taches }),
      await porte.demander('GET', fausse, { par: taches }),
    ];
    expect([a.statut, a.corps.entry?.length ?? 0]).toEqual([b.statut, b.corps.entry?.length ?? 0]);
  });

  test('ne reçoit rien de plus par une inclusion, un compartiment, un lot ou l’histoire', async () => {
    const chemins = [
      '/Task?_include=Task:patient',
      '/Task?_include=*',
      '/Task?_revinclude=Observation:subject',
      '/Task?_include=Task:patient&_revinclude:iterate=Observation:patient',
      '/Patient/secret/Task',
      '/Patient/secret/*',
      '/Patient/secret/$everything',
      '/_history',
      '/Task/_history',
      '/?_type=Task,Patient',
    ];
    for (const chemin of chemins) {
      const { statut, texte } = await porte.demander('GET', chemin, { par: taches });
      expect([chemin, statut < 500, texte.includes(MOT)]).toEqual([chemin, true, false]);
    }
    const lot = await porte.demander('POST', '', {
      par: taches,
      corps: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: ['Patient/secret', 'Task/t1', `Patient?family=${MOT}`].map((url) => ({
          request: { method: 'GET', url },
        })),
      },
    });
    expect(lot.corps.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['403', '200', '403']);
    expect(lot.texte).not.toContain(MOT);
  });

  test('ne sait pas si une personne existe en écrivant', async () => {
    const creer = (valeur: string) =>
      porte.demander('POST', '', {
        par: taches,
        corps: {
          resourceType: 'Bundle',
          type: 'transaction',
          entry: [
            {
              resource: {
                resourceType: 'Task',
                status: 'requested',
                intent: 'order',
                for: { reference: `Patient?identifier=https://logiciel.invalid|${valeur}` },
              },
              request: { method: 'POST', url: 'Task' },
            },
          ],
        },
      });
    const [connue, inconnue] = [await creer(MOT), await creer('personne')];
    expect(connue.statut).toBeGreaterThanOrEqual(400);
    expect(connue.statut).toBe(inconnue.statut);
    expect(connue.texte.replaceAll(MOT, 'x')).toBe(inconnue.texte.replaceAll('personne', 'x'));
    const conditionnelle = await porte.demander('POST', '/Patient', {
      par: taches,
      entetes: { 'if-none-exist': `family=${MOT}` },
      corps: { resourceType: 'Patient' },
    });
    expect(conditionnelle.statut).toBe(403);
    expect((await porte.demander('DELETE', '/Patient/secret', { par: taches })).statut).toBe(403);
  });
});

test('un logiciel des personnes ne devine pas leurs tâches ni leurs mesures', async () => {
  for (const [vraie, fausse] of [
    ['/Patient?_has:Task:patient:status=requested', '/Patient?_has:Task:patient:status=completed'],
    ['/Patient?_has:Observation:patient:_id=o1', '/Patient?_has:Observation:patient:_id=o2'],
  ] as const) {
    const [a, b] = [
      await porte.demander('GET', vraie, { par: personnes }),
      await porte.demander('GET', fausse, { par: personnes }),
    ];
    expect([vraie, a.statut, a.corps.entry?.length ?? 0]).toEqual([vraie, b.statut, b.corps.entry?.length ?? 0]);
  }
});

test('une famille qui n’est pas accordée n’existe pas, même d’un type accordé', async () => {
  const mesures = unLogiciel('system/Observation.rs', ['COO'], 'mesures');
  expect((await porte.demander('GET', '/Observation/o1', { par: mesures })).statut).toBe(404);
  const cherche = await porte.demander('GET', '/Observation?_total=accurate', { par: mesures });
  expect([cherche.statut, cherche.corps.total, cherche.texte.includes(MOT)]).toEqual([200, 0, false]);
});

test('ces recherches distinguent bien, pour qui a le droit : ce qui précède aurait pu échouer', async () => {
  const nombre = async (chemin: string) => (await porte.demander('GET', chemin)).corps.entry?.length ?? 0;
  expect(await nombre(autour(`patient.family=${MOT}`))).toBe(1);
  expect(await nombre(autour('patient.family=Autre'))).toBe(0);
  expect(await nombre('/Patient?_has:Task:patient:status=requested')).toBe(1);
  expect(await nombre('/Patient?_has:Task:patient:status=completed')).toBe(0);
  expect((await porte.demander('GET', '/Task?_include=Task:patient')).texte).toContain(MOT);
});
