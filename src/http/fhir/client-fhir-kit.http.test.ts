import type { Bundle, Patient, Subscription, Task } from '@medplum/fhirtypes';
import { Client, type FhirResource } from 'fhir-kit-client';
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
const patient = (rang: number | string): Patient & FhirResource => ({
  resourceType: 'Patient',
  identifier: [{ system: SYSTEME, value: `p-${rang}` }],
  name: [{ use: 'official', family: 'Étrangère', given: ['Anne', `Rang${rang}`] }],
  gender: 'female',
  birthDate: '1950-03-02',
});
const familles = (bundle: FhirResource): readonly string[] =>
  ((bundle as unknown as Bundle<Patient>).entry ?? []).flatMap((e) => e.resource?.identifier?.[0]?.value ?? []);
type Page = Parameters<Client['nextPage']>[0]['bundle'];
const idDe = (ressource: FhirResource): string => String(ressource['id']);

describe('fhir-kit-client', () => {
  let client: Client;

  beforeAll(async () => {
    client = new Client({ baseUrl: `${maison.origine}/fhir` });
    client.bearerToken = await logiciel.jeton('system/*.cruds');
  });

  const suivante = (page: FhirResource) => client.nextPage({ bundle: page as Page });

  test('lit ce que le serveur sait faire, et où demander un jeton', async () => {
    const { tokenUrl, authorizeUrl } = await client.smartAuthMetadata();
    expect(tokenUrl?.href).toBe(`${maison.origine}/oauth/token`);
    expect(authorizeUrl?.href).toBe(`${maison.origine}/oauth/authorize`);
    const capacites = await client.capabilityStatement();
    expect(capacites).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
  });

  test('crée, lit, modifie, corrige, et retrouve chaque version', async () => {
    const cree = await client.create({ resourceType: 'Patient', body: patient('kit') });
    const id = idDe(cree);
    expect(Client.httpFor(cree).response?.status).toBe(201);
    expect(Client.httpFor(cree).response?.headers.get('etag')).toBe('W/"1"');
    const lu = await client.read({ resourceType: 'Patient', id });
    await client.update({
      resourceType: 'Patient',
      id,
      body: { ...lu, birthDate: '1950-03-03' },
      options: { headers: { 'If-Match': 'W/"1"' } },
    });
    await client.patch({ resourceType: 'Patient', id, jsonPatch: [{ op: 'add', path: '/active', value: true }] });
    expect(await client.read({ resourceType: 'Patient', id })).toMatchObject({ active: true, birthDate: '1950-03-03' });
    expect(await client.vread({ resourceType: 'Patient', id, version: '1' })).toMatchObject({
      birthDate: '1950-03-02',
    });
    const histoire = (await client.history({ resourceType: 'Patient', id })) as unknown as Bundle;
    expect(histoire).toMatchObject({ type: 'history' });
    expect(histoire.entry?.map((e) => e.resource?.meta?.versionId)).toEqual(['3', '2', '1']);
  });

  test('une écriture sur une version dépassée est refusée, et dite', async () => {
    const id = idDe(await client.create({ resourceType: 'Patient', body: patient('perimee') }));
    const ecrire = (version: string) =>
      client.update({
        resourceType: 'Patient',
        id,
        body: { ...patient('perimee'), id },
        options: { headers: { 'If-Match': `W/"${version}"` } },
      });
    const erreur: unknown = await ecrire('7').catch((e: unknown) => e);
    expect(erreur).toMatchObject({ response: { status: 412, data: { resourceType: 'OperationOutcome' } } });
  });

  test('cherche et parcourt toutes les pages, sans doublon ni trou', async () => {
    await Promise.all(
      Array.from({ length: 23 }, (_, rang) =>
        client.create({ resourceType: 'Patient', body: patient(`page-${rang}`) }),
      ),
    );
    const vus: string[] = [];
    let page: FhirResource | undefined = await client.search({
      resourceType: 'Patient',
      searchParams: { family: 'etrangere', given: 'anne', _count: '5', _sort: '_id' },
    });
    let pages = 0;
    while (page !== undefined) {
      vus.push(...familles(page));
      pages += 1;
      page = await suivante(page);
    }
    expect(pages).toBeGreaterThanOrEqual(5);
    expect(new Set(vus).size).toBe(vus.length);
    for (let rang = 0; rang < 23; rang += 1) expect(vus).toContain(`p-page-${rang}`);
    const parCorps = await client.search({
      resourceType: 'Patient',
      searchParams: { identifier: `${SYSTEME}|p-page-3` },
      options: { postSearch: true },
    });
    expect(familles(parCorps)).toEqual(['p-page-3']);
  });

  test('crée et modifie sous condition', async () => {
    const creer = () =>
      client.create({
        resourceType: 'Patient',
        body: patient('condition'),
        options: { headers: { 'If-None-Exist': `identifier=${SYSTEME}|p-condition` } },
      });
    const [un, deux] = [await creer(), await creer()];
    expect(Client.httpFor(un).response?.status).toBe(201);
    expect(Client.httpFor(deux).response?.status).toBe(200);
    expect(idDe(deux)).toBe(idDe(un));
    const modifie = await client.update({
      resourceType: 'Patient',
      searchParams: { identifier: `${SYSTEME}|p-condition` },
      body: { ...patient('condition'), gender: 'other' },
    });
    expect(modifie).toMatchObject({ id: idDe(un), gender: 'other' });
  });

  test('une transaction écrit tout, ou rien', async () => {
    const entrees = (statut: string): FhirResource => ({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: 'urn:uuid:8d1f5fd2-1b0b-4b3c-9d3e-0f6b1f0a0001',
          resource: patient(`tx-${statut}`),
          request: { method: 'POST', url: 'Patient' },
        },
        {
          resource: {
            resourceType: 'Task',
            status: statut,
            intent: 'order',
            for: { reference: 'urn:uuid:8d1f5fd2-1b0b-4b3c-9d3e-0f6b1f0a0001' },
          },
          request: { method: 'POST', url: 'Task' },
        },
      ],
    });
    const faite = (await client.transaction({ body: entrees('requested') })) as unknown as Bundle;
    expect(faite.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['201', '201']);
    const idTache = /Task\/([^/]+)/.exec(faite.entry?.[1]?.response?.location ?? '')?.[1] ?? '';
    const lue = (await client.read({ resourceType: 'Task', id: idTache })) as unknown as Task;
    const idPatient = /Patient\/([^/]+)/.exec(lue.for?.reference ?? '')?.[1] ?? '';
    expect(await client.read({ resourceType: 'Patient', id: idPatient })).toMatchObject({ id: idPatient });
    await expect(client.transaction({ body: entrees('licorne') })).rejects.toMatchObject({
      response: { data: { resourceType: 'OperationOutcome' } },
    });
    const rien = await client.search({
      resourceType: 'Patient',
      searchParams: { identifier: `${SYSTEME}|p-tx-licorne` },
    });
    expect(familles(rien)).toEqual([]);
  });

  test('supprime, et le dit ensuite', async () => {
    const id = idDe(await client.create({ resourceType: 'Patient', body: patient('fin') }));
    await client.delete({ resourceType: 'Patient', id });
    await expect(client.read({ resourceType: 'Patient', id })).rejects.toMatchObject({ response: { status: 410 } });
  });

  test('s’abonne, et reçoit ce qui change', async () => {
    const avant = receveur.recus.length;
    const abonnement: Subscription & FhirResource = {
      resourceType: 'Subscription',
      status: 'requested',
      reason: 'suivre les tâches',
      criteria: 'Task?status=accepted',
      channel: { type: 'rest-hook', endpoint: receveur.adresse, payload: 'application/fhir+json' },
    };
    const id = idDe(await client.create({ resourceType: 'Subscription', body: abonnement }));
    const etat = async () => (await client.read({ resourceType: 'Subscription', id }))['status'];
    await expect.poll(etat, { timeout: 15_000 }).toBe('active');
    const tache = await client.create({
      resourceType: 'Task',
      body: { resourceType: 'Task', status: 'accepted', intent: 'order' },
    });
    const recus = () => receveur.recus.slice(avant).filter(({ corps }) => corps.includes(idDe(tache))).length;
    await expect.poll(recus, { timeout: 15_000 }).toBeGreaterThan(0);
    await client.delete({ resourceType: 'Subscription', id });
  });
});
