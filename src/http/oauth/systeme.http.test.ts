import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changerCles, changerSuspension } from '#acces/clients/depot-clients.ts';
import { signerAssertion, unePaire } from '#acces/clients/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { ouvrirMaisonDeTest, TERRITOIRE, type MaisonDeTest } from '../connexion-testing.ts';
import { lireFhir, poster, raccorder, unPatient, type LogicielDeTest } from './testing.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
let maison: MaisonDeTest;
let logiciel: LogicielDeTest;
let token: string;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest();
  token = `${maison.origine}/oauth/token`;
  logiciel = await raccorder(maison, { permissions: 'system/Patient.cruds system/Task.rs' });
  await unPatient(maison, { id: 'p1', nom: 'Perrin' });
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});

const enSonNom = { grant_type: 'client_credentials' };
const traces = (client: string) =>
  maison.base.territoire<TablesTerritoire, { action: string; decision: string; fondement: string }[]>(
    TERRITOIRE,
    (sql) =>
      sql
        .selectFrom('trace')
        .select(['trace.action', 'trace.decision', 'trace.fondement'])
        .where('trace.objet', '=', `Device/${client}`)
        .orderBy('trace.seq')
        .execute(),
  );

describe('Un logiciel en son nom', () => {
  test('obtient un jeton de cinq minutes, lit avec, et l’octroi laisse sa trace', async () => {
    const { statut, corps, entetes } = await logiciel.demander('/oauth/token', {
      ...enSonNom,
      scope: 'system/Patient.read',
    });
    expect(statut).toBe(200);
    expect(corps).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'system/Patient.rs',
    });
    expect(entetes.get('cache-control')).toBe('no-store');
    const lu = await lireFhir(maison, 'Patient/p1', String(corps['access_token']));
    expect(lu.status).toBe(200);
    expect(await lu.json()).toMatchObject({ resourceType: 'Patient', id: 'p1' });
    expect(await traces(logiciel.client.id)).toContainEqual({
      action: 'oauth.jeton',
      decision: 'permis',
      fondement: 'client_credentials',
    });
  });

  test('reçoit ce pour quoi il est inscrit quand il ne précise rien', async () => {
    const { corps } = await logiciel.demander('/oauth/token', enSonNom);
    expect(corps['scope']).toBe('system/Patient.cruds system/Task.rs');
  });

  test('son jeton ne vaut plus rien après cinq minutes', async () => {
    const jeton = await logiciel.jeton();
    expect((await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(200);
    maison.avancer(301_000);
    const refus = await lireFhir(maison, 'Patient/p1', jeton);
    expect(refus.status).toBe(401);
    expect(refus.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(await refus.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'login' }] });
  });

  test('une assertion ne sert qu’une fois, même présentée vingt fois en même temps', async () => {
    const client_assertion = await logiciel.assertion();
    const essais = await Promise.all(
      Array.from({ length: 20 }, () =>
        poster(token, { ...enSonNom, client_assertion_type: ASSERTION, client_assertion }),
      ),
    );
    expect(essais.filter(({ statut }) => statut === 200)).toHaveLength(1);
    const refuses = essais.filter(({ statut }) => statut !== 200);
    for (const { statut, corps } of refuses)
      expect([statut, corps['error'], corps['error_description']]).toEqual([
        401,
        'invalid_client',
        expect.stringContaining('déjà servi'),
      ]);
  });

  test('une suspension coupe ses jetons partout aussitôt, sa reprise les rend', async () => {
    const autre = await raccorder(maison, { permissions: 'system/Patient.rs' });
    const jeton = await autre.jeton();
    expect((await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(200);
    await changerSuspension(maison.base, autre.client.id, maison.maison.horlogeReelle.maintenant());
    await expect.poll(async () => (await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(401);
    expect(await autre.demander('/oauth/token', enSonNom)).toMatchObject({
      statut: 401,
      corps: { error: 'invalid_client', error_description: expect.stringContaining('suspendu') },
    });
    expect(await traces(autre.client.id)).toContainEqual({
      action: 'oauth.refus',
      decision: 'refuse',
      fondement: 'oauth.invalid_client',
    });
    await changerSuspension(maison.base, autre.client.id, undefined);
    await expect.poll(async () => (await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(200);
  });

  test('tourner sa clé tue les jetons obtenus avec l’ancienne, qui ne signe plus', async () => {
    const autre = await raccorder(maison, { permissions: 'system/Patient.rs' });
    const jeton = await autre.jeton();
    const neuve = await unePaire();
    await changerCles(maison.base, autre.client.id, [neuve.publique], maison.maison.horlogeReelle.maintenant());
    await expect.poll(async () => (await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(401);
    expect((await autre.demander('/oauth/token', enSonNom)).corps['error']).toBe('invalid_client');
    const client_assertion = await signerAssertion(neuve, autre.client.id, token, {
      maintenant: maison.maison.horlogeReelle.maintenant(),
    });
    expect((await poster(token, { ...enSonNom, client_assertion_type: ASSERTION, client_assertion })).statut).toBe(200);
  });

  test('sa date de fin passée, il n’entre plus, ni par la porte ni avec son jeton', async () => {
    const demain = new Date(maison.maison.horlogeReelle.maintenant().getTime() + 86_400_000).toISOString().slice(0, 10);
    const bref = await raccorder(maison, { permissions: 'system/Patient.rs', fin: demain });
    expect((await lireFhir(maison, 'Patient/p1', await bref.jeton())).status).toBe(200);
    maison.avancer(3 * 86_400_000);
    expect(await bref.demander('/oauth/token', enSonNom)).toMatchObject({
      corps: { error: 'invalid_client', error_description: expect.stringContaining('arrivé à sa fin') },
    });
  });

  test('rend son jeton, qui ne vaut alors plus rien', async () => {
    const jeton = await logiciel.jeton();
    expect((await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(200);
    expect((await logiciel.demander('/oauth/revoke', { token: jeton })).statut).toBe(200);
    await expect.poll(async () => (await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(401);
    expect((await logiciel.demander('/oauth/revoke', { token: 'inconnu' })).statut).toBe(200);
  });

  test('demande ce que vaut un jeton', async () => {
    const jeton = await logiciel.jeton('system/Patient.r');
    expect((await logiciel.demander('/oauth/introspect', { token: jeton })).corps).toMatchObject({
      active: true,
      scope: 'system/Patient.r',
      client_id: logiciel.client.id,
      sub: `client:${logiciel.client.id}`,
    });
    await logiciel.demander('/oauth/revoke', { token: jeton });
    expect((await logiciel.demander('/oauth/introspect', { token: jeton })).corps).toEqual({ active: false });
    expect((await logiciel.demander('/oauth/introspect', { token: 'rien' })).corps).toEqual({ active: false });
  });

  test('le même jeton donne le même acteur, sans requête, tant que rien ne change', async () => {
    const jeton = await logiciel.jeton();
    const [un, deux] = [await maison.maison.jetons.reconnaitre(jeton), await maison.maison.jetons.reconnaitre(jeton)];
    expect(un).toMatchObject({ genre: 'client', id: `client:${logiciel.client.id}`, role: 'logiciel' });
    expect(deux).toBe(un);
    maison.avancer(6_000);
    expect(await maison.maison.jetons.reconnaitre(jeton)).toBe(un);
  });
});

describe('Ce qu’un logiciel en son nom voit', () => {
  test('un type qu’il n’a pas, une famille qu’il n’a pas : rien', async () => {
    const deTaches = await raccorder(maison, { permissions: 'system/Task.rs' });
    expect([403, 404]).toContain((await lireFhir(maison, 'Patient/p1', await deTaches.jeton())).status);
    const sansIdentite = await raccorder(maison, { permissions: 'system/*.rs', familles: 'COO,ORG' });
    expect((await lireFhir(maison, 'Patient/p1', await sansIdentite.jeton())).status).toBe(404);
    const deTout = await raccorder(maison, { permissions: 'system/*.rs' });
    expect((await lireFhir(maison, 'Patient/p1', await deTout.jeton())).status).toBe(200);
  });
});
