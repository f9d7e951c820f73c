import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changerSuspension } from '#acces/clients/depot-clients.ts';
import { ouvrirMaisonDeTest, type MaisonDeTest } from '../connexion-testing.ts';
import { raccorder, unPatient, type LogicielDeTest } from './testing.ts';

const SITE = 'https://appli.invalid';
let maison: MaisonDeTest;
let appli: LogicielDeTest;
let jeton: string;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest();
  appli = await raccorder(maison, {
    sansCle: true,
    genre: 'application',
    familles: undefined,
    permissions: 'patient/*.rs',
    retours: [`${SITE}/retour`],
  });
  await unPatient(maison, { id: 'p1', nom: 'Perrin' });
  jeton = await (await raccorder(maison)).jeton();
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});

const demander = (
  chemin: string,
  origine: string,
  init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
) => fetch(`${maison.origine}${chemin}`, { ...init, headers: { ...init.headers, origin: origine } });
const permise = (reponse: Response): string | null => reponse.headers.get('access-control-allow-origin');

describe('La page d’une application, dans un navigateur', () => {
  test('appelle depuis son propre site, avec son jeton et jamais avec un cookie', async () => {
    const lu = await demander('/fhir/Patient/p1', SITE, { headers: { authorization: `Bearer ${jeton}` } });
    expect([lu.status, permise(lu)]).toEqual([200, SITE]);
    expect(lu.headers.get('vary')).toContain('Origin');
    expect(lu.headers.get('access-control-expose-headers')).toContain('etag');
    expect(lu.headers.has('access-control-allow-credentials')).toBe(false);
    const refus = await demander('/fhir/Patient/p1', SITE);
    expect([refus.status, permise(refus)]).toEqual([401, SITE]);
    for (const chemin of ['/fhir/.well-known/smart-configuration', '/fhir/metadata'])
      expect(permise(await demander(chemin, SITE))).toBe(SITE);
  });

  test('peut demander avant, sans jeton', async () => {
    const avant = await demander('/fhir/Patient', SITE, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
    expect(avant.status).toBe(204);
    expect(avant.headers.get('access-control-allow-headers')).toContain('authorization');
    const jetons = await demander('/oauth/token', SITE, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST' },
    });
    expect(permise(jetons)).toBe(SITE);
  });
});

test('aucun autre site, ni aucune autre porte, ne reçoit cette permission', async () => {
  for (const origine of [
    'https://voleur.invalid',
    'https://appli.invalid.voleur.invalid',
    'http://appli.invalid',
    'null',
  ])
    expect([origine, permise(await demander('/fhir/metadata', origine))]).toEqual([origine, null]);
  expect(permise(await demander('/api/session/etat', SITE, { method: 'POST' }))).toBeNull();
  expect(permise(await demander('/oauth/authorize', SITE))).toBeNull();
  await changerSuspension(maison.base, appli.client.id, maison.maison.horlogeReelle.maintenant());
  maison.avancer(5_000);
  expect(permise(await demander('/fhir/metadata', SITE))).toBeNull();
});
