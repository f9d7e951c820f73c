import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inscrireClient } from '#acces/clients/depot-clients.ts';
import type { TablesClients } from '#acces/clients/tables.ts';
import { signerAssertion, unClient, unePaire } from '#acces/clients/testing.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
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

describe('Une demande de jeton hostile est refusée', () => {
  test.each<[string, () => Promise<Record<string, string>> | Record<string, string>, number, string]>([
    ['sans preuve', () => ({ ...enSonNom, client_id: logiciel.client.id }), 401, 'invalid_client'],
    [
      'avec un mot de passe',
      () => ({ ...enSonNom, client_id: logiciel.client.id, client_secret: 'x' }),
      401,
      'invalid_client',
    ],
    ['sans nom', () => enSonNom, 401, 'invalid_client'],
    [
      'avec la preuve d’un autre genre',
      async () => ({ ...enSonNom, client_assertion_type: 'saml', client_assertion: await logiciel.assertion() }),
      401,
      'invalid_client',
    ],
    [
      'signée par l’un, nommée par l’autre',
      async () => ({
        ...enSonNom,
        client_id: 'autre',
        client_assertion_type: ASSERTION,
        client_assertion: await logiciel.assertion(),
      }),
      401,
      'invalid_client',
    ],
    [
      'avec une permission de trop',
      async () => ({
        ...enSonNom,
        scope: 'system/Task.u',
        client_assertion_type: ASSERTION,
        client_assertion: await logiciel.assertion(),
      }),
      400,
      'invalid_scope',
    ],
    [
      'avec toutes les permissions',
      async () => ({
        ...enSonNom,
        scope: 'system/*.cruds',
        client_assertion_type: ASSERTION,
        client_assertion: await logiciel.assertion(),
      }),
      400,
      'invalid_scope',
    ],
    [
      'avec une permission de personne',
      async () => ({
        ...enSonNom,
        scope: 'user/Patient.rs',
        client_assertion_type: ASSERTION,
        client_assertion: await logiciel.assertion(),
      }),
      400,
      'invalid_scope',
    ],
    ['d’un genre inconnu', () => ({ grant_type: 'password' }), 400, 'unsupported_grant_type'],
    ['d’un genre hérité', () => ({ grant_type: 'constructor' }), 400, 'unsupported_grant_type'],
    ['vide', () => ({}), 400, 'invalid_request'],
  ])('%s', async (_nom, champs, statut, error) => {
    expect(await poster(token, await champs())).toMatchObject({
      statut,
      corps: { error, error_description: expect.stringMatching(/\p{Lu}.*[.]$/u) },
    });
  });

  test('un paramètre donné deux fois, un corps en JSON, un corps énorme', async () => {
    const envoyer = (body: string, type: string) =>
      fetch(token, { method: 'POST', headers: { 'content-type': type }, body });
    const formulaire = 'application/x-www-form-urlencoded';
    for (const [corps, type] of [
      ['grant_type=client_credentials&grant_type=client_credentials', formulaire],
      ['{"grant_type":"client_credentials"}', 'application/json'],
      [`grant_type=${'x'.repeat(70_000)}`, formulaire],
    ] as const) {
      const reponse = await envoyer(corps, type);
      expect(reponse.status).toBe(400);
      expect(await reponse.json()).toMatchObject({ error: 'invalid_request' });
    }
  });

  test('lue au lieu d’être envoyée, ou à une adresse qui n’existe pas', async () => {
    const lue = await fetch(`${token}?grant_type=client_credentials`);
    expect([lue.status, lue.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await lue.json()).toMatchObject({ error: 'invalid_request' });
    expect((await fetch(`${maison.origine}/oauth/register`, { method: 'POST' })).status).toBe(404);
  });

  test('une application n’obtient pas de jeton en son nom', async () => {
    const application = await raccorder(maison, {
      genre: 'application',
      permissions: 'user/*.rs',
      retours: ['https://appli.invalid/retour'],
    });
    expect((await application.demander('/oauth/token', enSonNom)).corps['error']).toBe('unauthorized_client');
  });

  test('le logiciel d’un territoire que cette maison ne sert pas est inconnu ici', async () => {
    const paire = await unePaire();
    const ailleurs = await unClient(lireCodeTerritoire('t0002'), { cles: { keys: [paire.publique] } });
    await maison.base.commun<{ territoire: { code: string; nom: string; profil: string; cree_le: Date } }, unknown>(
      (sql) =>
        sql
          .insertInto('territoire')
          .values({ code: 't0002', nom: 'Ailleurs', profil: 'essai', cree_le: new Date() })
          .execute(),
    );
    await inscrireClient(maison.base, ailleurs);
    const client_assertion = await signerAssertion(paire, ailleurs.id, token, {
      maintenant: maison.maison.horlogeReelle.maintenant(),
    });
    expect(
      (await poster(token, { ...enSonNom, client_assertion_type: ASSERTION, client_assertion })).corps['error'],
    ).toBe('invalid_client');
  });

  test('un logiciel ne peut ni retirer ni lire le jeton d’un autre', async () => {
    const application = await raccorder(maison, {
      genre: 'application',
      permissions: 'user/*.rs',
      retours: ['https://appli.invalid/retour'],
    });
    const jeton = await logiciel.jeton();
    expect((await application.demander('/oauth/introspect', { token: jeton })).corps).toEqual({ active: false });
    expect((await application.demander('/oauth/revoke', { token: jeton })).corps['error']).toBe('unauthorized_client');
    expect((await lireFhir(maison, 'Patient/p1', jeton)).status).toBe(200);
  });
});

describe('La porte FHIR', () => {
  test('dit sans jeton comment entrer, et ne croit ni un jeton inventé ni un autre moyen', async () => {
    const sans = await lireFhir(maison, 'Patient/p1', undefined);
    expect(sans.status).toBe(401);
    expect(sans.headers.get('www-authenticate')).toMatch(/^Bearer/);
    for (const autorisation of [
      `Bearer ${randomUUID()}`,
      'Bearer',
      'Bearer a b',
      'Basic eDp5',
      `Bearer ${'A'.repeat(43)}`,
    ]) {
      const reponse = await fetch(`${maison.origine}/fhir/Patient/p1`, { headers: { authorization: autorisation } });
      expect([autorisation, reponse.status]).toEqual([autorisation, 401]);
      expect(reponse.headers.get('www-authenticate')).toContain('invalid_token');
      expect(await reponse.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    }
  });

  test('annonce à tous ce que la maison sait faire', async () => {
    const reponse = await fetch(`${maison.origine}/fhir/.well-known/smart-configuration`);
    expect(reponse.headers.get('content-type')).toContain('application/json');
    const annonce = (await reponse.json()) as Record<string, unknown>;
    expect(annonce).toMatchObject({
      token_endpoint: token,
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_signing_alg_values_supported: expect.arrayContaining(['RS384', 'ES384']),
    });
    expect(annonce['capabilities']).not.toContain('sso-openid-connect');
  });

  test('un jeton n’ouvre pas les portes des écrans', async () => {
    const reponse = await fetch(`${maison.origine}/api/session/moi`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await logiciel.jeton()}`,
        'x-cordee': '1',
        'content-type': 'application/json',
      },
      body: '{}',
    });
    expect(reponse.status).toBe(401);
  });
});

test('un logiciel inconnu, suspendu ou sans preuve laisse une ligne et une seule, sans secret ni corps', async () => {
  const CANARI = 'canari-du-guichet';
  const ferme = await raccorder(maison);
  await maison.base.commun<TablesClients, unknown>((sql) =>
    sql
      .updateTable('client')
      .set({ suspendu_le: maison.maison.horlogeReelle.maintenant() })
      .where('id', '=', ferme.client.id)
      .execute(),
  );
  const lignes = async (): Promise<readonly string[]> => {
    const territoire = await maison.base.directement(TERRITOIRE)<{ texte: string }>({
      texte: 'select row_to_json(t)::text as texte from trace t order by t.seq',
      valeurs: [],
    });
    const portes = await maison.base.commun<{ trace_porte: Record<string, unknown> }, readonly object[]>((sql) =>
      sql.selectFrom('trace_porte').selectAll().execute(),
    );
    return [...territoire.map(({ texte }) => texte), ...portes.map((porte) => JSON.stringify(porte))];
  };
  const cas: readonly (() => Promise<unknown>)[] = [
    () => poster(token, { ...enSonNom, client_id: CANARI, client_secret: CANARI }),
    () => poster(token, { ...enSonNom, client_assertion_type: ASSERTION, client_assertion: CANARI }),
    () => poster(`${maison.origine}/oauth/introspect`, { client_id: CANARI, token: CANARI }),
    () => poster(`${maison.origine}/oauth/revoke`, { token: CANARI }),
    () => ferme.demander('/oauth/token', enSonNom),
    () => ferme.demander('/oauth/introspect', { token: CANARI }),
    () => logiciel.demander('/oauth/introspect', { token: CANARI }),
    () => logiciel.demander('/oauth/token', { grant_type: CANARI }),
    () => fetch(`${maison.origine}/oauth/authorize?client_id=${CANARI}`),
    () => fetch(`${maison.origine}/oauth/authorize?client_id=${ferme.client.id}&redirect_uri=${CANARI}`),
    () => fetch(`${maison.origine}/oauth/demande?q=${CANARI}`),
  ];
  for (const [rang, faire] of cas.entries()) {
    const avant = (await lignes()).length;
    await faire();
    expect([rang, (await lignes()).length - avant]).toEqual([rang, 1]);
  }
  expect((await lignes()).filter((ligne) => ligne.includes(CANARI))).toEqual([]);
});
