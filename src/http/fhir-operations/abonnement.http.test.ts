import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { journalMuet } from '#lib/journal.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import { CANAL, canalAbonnement, distribuer, moduleAbonnement } from '#modules/abonnement/index.ts';
import { lancer } from '#socle/ouvrier.ts';
import {
  creer,
  inscrireLogiciel,
  ouvrirPorteDeTest,
  TERRITOIRE,
  unLogiciel,
  type PorteDeTest,
} from '../fhir/testing.ts';

let porte: PorteDeTest;
let receveur: Server;
let adresse = '';
const recus: string[] = [];

beforeAll(async () => {
  porte = await ouvrirPorteDeTest({ modules: [moduleAbonnement({ essai: true })] });
  for (const id of ['logiciel-test', 'voisin']) await inscrireLogiciel(porte, id);
  receveur = createServer((demande, retour) => {
    let corps = '';
    demande.on('data', (morceau: Buffer) => (corps += morceau.toString()));
    demande.on('end', () => {
      recus.push(corps);
      retour.writeHead(200).end();
    });
  });
  await new Promise<void>((pret) => receveur.listen(0, '127.0.0.1', pret));
  adresse = `http://127.0.0.1:${(receveur.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
  receveur.closeAllConnections();
  receveur.close();
});

/** What the loop of the house does, until nothing waits any more. */
async function tourner(fini: () => boolean | Promise<boolean>): Promise<void> {
  const { socle } = porte.maison;
  const ouvrier = {
    socle,
    sonneries: new Map(),
    canaux: new Map([[CANAL, canalAbonnement({ ...socle, essai: true, sorties: SORTIES_LOCALES })]]),
    journal: journalMuet,
  };
  const enVol = new Set<Promise<void>>();
  while (!(await fini())) {
    while ((await distribuer(socle, TERRITOIRE)) > 0);
    await lancer(ouvrier, TERRITOIRE, CANAL, enVol);
    await Promise.all(enVol);
  }
}

const unAbonnement = (autre: object = {}) => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'essai',
  criteria: 'urn:cordee:sujet:Patient',
  channel: { type: 'rest-hook', endpoint: adresse, payload: 'application/fhir+json', header: ['X-Secret: discret'] },
  ...autre,
});

const statutDe = async (id: string) => (await porte.demander('GET', `/Subscription/${id}`)).corps['status'];

describe('Un abonnement par la porte FHIR', () => {
  test('se demande, s’active, prévient, se consulte, se rejoue et se supprime', async () => {
    const { id } = await creer(porte, unAbonnement());
    expect(await statutDe(id)).toBe('requested');
    await tourner(async () => (await statutDe(id)) === 'active');
    const lue = await porte.demander('GET', `/Subscription/${id}`);
    expect(lue.texte).not.toContain('discret');
    const patient = await creer(porte);
    await tourner(() => recus.length === 2);
    expect(recus[1]).toContain(`Patient/${patient.id}`);

    const etat = await porte.demander('GET', `/Subscription/${id}/$status`);
    expect(etat.corps.entry?.[0]?.resource).toMatchObject({
      resourceType: 'Parameters',
      parameter: expect.arrayContaining([
        { name: 'status', valueCode: 'active' },
        { name: 'type', valueCode: 'query-status' },
        { name: 'events-since-subscription-start', valueString: '1' },
      ]),
    });
    const evenements = await porte.demander('GET', `/Subscription/${id}/$events?eventsSinceNumber=1&content=id-only`);
    expect(evenements.corps).toMatchObject({ resourceType: 'Bundle', type: 'history' });
    expect(evenements.texte).toContain(`Patient/${patient.id}`);

    expect((await porte.demander('DELETE', `/Subscription/${id}`)).statut).toBeLessThan(300);
    expect((await porte.demander('GET', `/Subscription/${id}`)).statut).toBe(410);
  });

  test('ce qui ne peut pas être tenu est refusé en disant quoi et où', async () => {
    const refuse = await porte.demander('POST', '/Subscription', {
      corps: unAbonnement({ criteria: 'Patient?general-practitioner.name=x' }),
    });
    expect(refuse.statut).toBe(422);
    expect(refuse.corps.issue?.[0]).toMatchObject({
      details: { text: expect.stringContaining('suit une autre ressource') },
      expression: ['Subscription.criteria'],
    });
  });

  test('celui d’un autre ne se consulte, ne se rejoue, ne s’écoute ni ne se supprime', async () => {
    const { id } = await creer(porte, unAbonnement());
    const par = unLogiciel(undefined, undefined, 'voisin');
    for (const suite of ['$status', '$events', '$flux'])
      expect((await porte.demander('GET', `/Subscription/${id}/${suite}`, { par })).statut).toBe(404);
    expect((await porte.demander('DELETE', `/Subscription/${id}`, { par })).statut).toBe(404);
  });

  test('les sujets sont dans la liste et dans les capacités', async () => {
    const liste = await porte.demander('GET', '/Subscription/$sujets');
    expect(liste.corps.entry?.map((e) => e.fullUrl)).toContain('urn:cordee:sujet:statut-de-tache');
    const capacites = await porte.demander('GET', '/metadata');
    expect(capacites.texte).toContain('"valueCanonical":"urn:cordee:sujet:statut-de-tache"');
    expect(capacites.texte).toContain('backport-subscription-events');
  });

  test.each([
    ['$events?eventsSinceNumber=abc', 400],
    ['$events?content=tout', 400],
    ['$events?licorne=1', 400],
    ['$status?status=parfait', 400],
    ['$flux?depuis=-1', 400],
  ])('%s répond %i, avec la raison', async (suite, statut) => {
    const { id } = await creer(porte, unAbonnement());
    const reponse = await porte.demander('GET', `/Subscription/${id}/${suite}`);
    expect(reponse.statut).toBe(statut);
    expect(reponse.corps.issue?.[0]?.details.text).toMatch(/./);
  });
});

test('par un flux ouvert, les évènements arrivent à mesure', async () => {
  const canal = { system: 'urn:cordee:canal', code: 'flux' };
  const url = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-channel-type';
  const { id } = await creer(
    porte,
    unAbonnement({
      channel: {
        type: 'rest-hook',
        _type: { extension: [{ url, valueCoding: canal }] },
        payload: 'application/fhir+json',
      },
    }),
  );
  expect(await statutDe(id)).toBe('active');
  const patient = await creer(porte);
  const flux = porte.demander('GET', `/Subscription/${id}/$flux?depuis=0`);
  // The stream is read whole: it ends when the subscription does.
  await tourner(async () => {
    const { texte } = await porte.demander('GET', `/Subscription/${id}/$events`);
    return texte.includes(patient.id);
  });
  await porte.demander('PUT', `/Subscription/${id}`, {
    corps: { ...(await porte.demander('GET', `/Subscription/${id}`)).corps, status: 'off' },
  });
  const { entetes, texte } = await flux;
  expect(entetes.get('content-type')).toMatch('text/event-stream');
  expect(texte).toMatch(/^id: 1$/m);
  expect(texte).toContain(`Patient/${patient.id}`);
});
