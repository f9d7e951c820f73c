import { ClientStorage, MedplumClient, MemoryStorage, OperationOutcomeError } from '@medplum/core';
import type { Patient, Subscription, Task } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MaisonDeTest, LogicielDeTest } from '../oauth/testing.ts';
import { raccorder } from '../oauth/testing.ts';
import { ouvrirMaisonEntiere } from '../oauth/testing-maison-entiere.ts';
import { ouvrirReceveur, type Receveur } from '#modules/abonnement/testing.ts';

/**
 * The client of others, as its package is, against a running house: what a publisher's developer would do on the first day.
 * Nothing of theirs is replaced, and nothing of ours is made easier for it.
 */
let maison: MaisonDeTest & AsyncDisposable;
let logiciel: LogicielDeTest;
let receveur: Receveur;

beforeAll(async () => {
  maison = await ouvrirMaisonEntiere();
  logiciel = await raccorder(maison, { nom: 'Logiciel du Port' });
  receveur = await ouvrirReceveur();
});
afterAll(async () => {
  await receveur.fermer();
  await maison[Symbol.asyncDispose]();
});

const SYSTEME = 'https://logiciel-du-port.invalid/dossiers';
const patient = (rang: number | string): Patient => ({
  resourceType: 'Patient',
  identifier: [{ system: SYSTEME, value: `p-${rang}` }],
  name: [{ use: 'official', family: 'Étrangère', given: ['Anne', `Rang${rang}`] }],
  gender: 'female',
  birthDate: '1950-03-02',
});

describe('MedplumClient', () => {
  let client: MedplumClient;

  beforeAll(async () => {
    client = new MedplumClient({
      baseUrl: `${maison.origine}/`,
      fhirUrlPath: 'fhir',
      tokenUrl: `${maison.origine}/oauth/token`,
      storage: new ClientStorage(new MemoryStorage()),
      cacheTime: 0,
    });
    await client.startJwtAssertionLogin(await logiciel.assertion());
  });

  test('entre avec une assertion signée, et rien d’autre', () => {
    expect(client.getAccessToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('crée, lit, modifie, corrige, et retrouve chaque version', async () => {
    const cree = await client.createResource<Patient>(patient('mp'));
    const modifie = await client.updateResource<Patient>({ ...cree, birthDate: '1950-03-04' });
    expect(modifie.meta?.versionId).toBe('2');
    await client.patchResource('Patient', cree.id, [{ op: 'add', path: '/active', value: true }]);
    expect(await client.readResource('Patient', cree.id)).toMatchObject({ active: true, birthDate: '1950-03-04' });
    const histoire = await client.readHistory('Patient', cree.id);
    expect(histoire.entry?.map((e) => e.resource?.meta?.versionId)).toEqual(['3', '2', '1']);
    expect(await client.readVersion('Patient', cree.id, '1')).toMatchObject({ birthDate: '1950-03-02' });
    expect(await client.readReference({ reference: `Patient/${cree.id}` })).toMatchObject({ id: cree.id });
  });

  test('cherche, parcourt les pages, compte', async () => {
    const famille = 'Médplum';
    for (let rang = 0; rang < 7; rang += 1)
      await client.createResource<Patient>({ ...patient(`mp-${rang}`), name: [{ family: famille, given: ['A'] }] });
    const vus: string[] = [];
    for await (const page of client.searchResourcePages('Patient', { family: 'medplum', _count: '3', _sort: '_id' }))
      vus.push(...page.map((p) => p.id));
    expect(vus.length).toBe(7);
    expect(new Set(vus).size).toBe(7);
    const compte = await client.search('Patient', { family: 'medplum', _summary: 'count' });
    expect(compte.total).toBe(7);
    expect(await client.searchOne('Patient', { identifier: `${SYSTEME}|p-mp-4` })).toMatchObject({
      identifier: [{ value: 'p-mp-4' }],
    });
  });

  test('crée si absent, une seule fois', async () => {
    const requete = `identifier=${SYSTEME}|p-mp-cond`;
    const un = await client.createResourceIfNoneExist<Patient>(patient('mp-cond'), requete);
    const deux = await client.createResourceIfNoneExist<Patient>(patient('mp-cond'), requete);
    expect(deux.id).toBe(un.id);
    const pose = await client.upsertResource<Patient>({ ...patient('mp-cond'), gender: 'other' }, requete);
    expect(pose).toMatchObject({ id: un.id, gender: 'other' });
  });

  test('joue un lot et une transaction', async () => {
    const lot = await client.executeBatch({
      resourceType: 'Bundle',
      type: 'batch',
      entry: [
        { request: { method: 'POST', url: 'Patient' }, resource: patient('mp-lot') },
        { request: { method: 'GET', url: 'Patient/inconnu' } },
      ],
    });
    expect(lot.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['201', '404']);
    const transaction = await client.executeBatch({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'POST', url: 'Patient' }, resource: patient('mp-tx') }],
    });
    expect(transaction).toMatchObject({ type: 'transaction-response' });
  });

  test('lit tout d’une personne, valide, supprime', async () => {
    const cree = await client.createResource<Patient>(patient('mp-tout'));
    const tache = await client.createResource<Task>({
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      for: { reference: `Patient/${cree.id}` },
    });
    const tout = await client.readPatientEverything(cree.id);
    expect(tout.entry?.map((e) => e.resource?.id)).toEqual(expect.arrayContaining([cree.id, tache.id]));
    expect((await client.validateResource(patient('mp-valide'))).issue.every((i) => i.severity !== 'error')).toBe(true);
    await client.deleteResource('Task', tache.id);
    const erreur: unknown = await client.readResource('Task', tache.id).catch((e: unknown) => e);
    expect(erreur).toBeInstanceOf(OperationOutcomeError);
  });

  test('s’abonne', async () => {
    const avant = receveur.recus.length;
    const abonnement = await client.createResource<Subscription>({
      resourceType: 'Subscription',
      status: 'requested',
      reason: 'suivre',
      criteria: 'Patient?family=abonnee',
      channel: { type: 'rest-hook', endpoint: receveur.adresse, payload: 'application/fhir+json' },
    });
    const etat = async () => (await client.readResource('Subscription', abonnement.id, { cache: 'reload' })).status;
    await expect.poll(etat, { timeout: 15_000 }).toBe('active');
    const cree = await client.createResource<Patient>({ ...patient('mp-abo'), name: [{ family: 'Abonnée' }] });
    const recus = () => receveur.recus.slice(avant).filter(({ corps }) => corps.includes(cree.id)).length;
    await expect.poll(recus, { timeout: 15_000 }).toBeGreaterThan(0);
  });
});
