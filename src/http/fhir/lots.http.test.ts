import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creer, ouvrirPorteDeTest, TERRITOIRE, unLogiciel, unPatient, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const SYSTEME = 'https://essai.invalid/lot';
let numero = 0;
const unNumero = () => `l-${(numero += 1)}`;
const bundle = (type: string, entry: readonly unknown[]) => ({ resourceType: 'Bundle', type, entry });
const envoyer = (type: string, entry: readonly unknown[], entetes: Record<string, string> = {}) =>
  porte.demander('POST', '', { corps: bundle(type, entry), entetes });
const post = (resource: { readonly resourceType: string }, plus: object = {}) => ({
  resource,
  request: { method: 'POST', url: resource.resourceType, ...plus },
});
const tache = (valeur: string, changements: object = {}) => ({
  resourceType: 'Task',
  identifier: [{ system: SYSTEME, value: valeur }],
  status: 'requested',
  intent: 'order',
  ...changements,
});
const trouvees = async (type: string, valeur: string) =>
  ((await porte.demander('GET', `/${type}?identifier=${SYSTEME}|${valeur}`)).corps.entry ?? []).map((e) => e.resource);

describe('Une transaction', () => {
  test('crée tout, et remplace les adresses provisoires par les vraies', async () => {
    const valeur = unNumero();
    const { statut, corps } = await envoyer('transaction', [
      { ...post(tache(valeur, { for: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' } })) },
      { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', ...post(unPatient()) },
    ]);
    expect([statut, corps.issue]).toEqual([200, undefined]);
    expect(corps.type).toBe('transaction-response');
    expect(corps.entry?.map((e) => e.response?.status)).toEqual(['201 Created', '201 Created']);
    const patient = corps.entry?.[1]?.response?.location?.split('/_history')[0];
    expect(patient).toMatch(/^Patient\//);
    expect(await trouvees('Task', valeur)).toMatchObject([{ for: { reference: patient } }]);
  });

  test('dont une entrée est fausse ne laisse rien derrière elle, et dit laquelle', async () => {
    const valeur = unNumero();
    const { statut, corps } = await envoyer('transaction', [
      post(tache(valeur)),
      post({ resourceType: 'Provenance', target: 'pas-une-liste' } as never),
    ]);
    expect(statut).toBe(422);
    expect(JSON.stringify(corps.issue)).toContain('Bundle.entry[1].resource');
    expect(await trouvees('Task', valeur)).toEqual([]);
  });

  test('dont la version est périmée ne laisse rien derrière elle', async () => {
    const valeur = unNumero();
    const { id } = await creer(porte);
    const { statut, corps } = await envoyer('transaction', [
      post(tache(valeur)),
      { resource: unPatient({ id }), request: { method: 'PUT', url: `Patient/${id}`, ifMatch: 'W/"7"' } },
    ]);
    expect(statut).toBe(412);
    expect(JSON.stringify(corps.issue)).toContain('Bundle.entry[1]');
    expect(await trouvees('Task', valeur)).toEqual([]);
  });

  test('supprime, crée, modifie, corrige, puis lit ce qu’elle vient d’écrire', async () => {
    const [partante, modifiee, corrigee] = [await creer(porte), await creer(porte), await creer(porte)];
    const data = Buffer.from('[{"op":"replace","path":"/active","value":false}]').toString('base64');
    const { statut, corps } = await envoyer('transaction', [
      { request: { method: 'GET', url: `Patient/${modifiee.id}` } },
      { request: { method: 'GET', url: `Patient/${partante.id}/_history` } },
      {
        resource: { resourceType: 'Binary', contentType: 'application/json-patch+json', data },
        request: { method: 'PATCH', url: `Patient/${corrigee.id}` },
      },
      {
        resource: unPatient({ id: modifiee.id, gender: 'other' }),
        request: { method: 'PUT', url: `Patient/${modifiee.id}` },
      },
      { request: { method: 'DELETE', url: `Patient/${partante.id}` } },
    ]);
    expect([statut, corps.issue]).toEqual([200, undefined]);
    expect(corps.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['200', '200', '200', '200', '204']);
    expect(corps.entry?.[0]?.resource).toMatchObject({ gender: 'other', meta: { versionId: '2' } });
    expect(corps.entry?.[1]?.resource?.entry).toHaveLength(2);
    expect((await porte.demander('GET', `/Patient/${corrigee.id}`)).corps).toMatchObject({ active: false });
  });

  test('résout les références par critères, et refuse celles qui ne trouvent personne', async () => {
    const valeur = unNumero();
    const { id } = await creer(porte, unPatient({ identifier: [{ system: SYSTEME, value: valeur }] }));
    const pour = (v: string) => post(tache(valeur, { for: { reference: `Patient?identifier=${SYSTEME}|${v}` } }));
    expect((await envoyer('transaction', [pour(valeur)])).statut).toBe(200);
    expect(await trouvees('Task', valeur)).toMatchObject([{ for: { reference: `Patient/${id}` } }]);
    expect((await envoyer('transaction', [pour('inconnu')])).statut).toBe(412);
    expect(await trouvees('Task', valeur)).toHaveLength(1);
  });

  test('ne crée pas ce qui existe, y compris deux fois dans le même Bundle ou dans vingt à la fois', async () => {
    const valeur = unNumero();
    const siAbsent = () =>
      post(unPatient({ identifier: [{ system: SYSTEME, value: valeur }] }), {
        ifNoneExist: `identifier=${SYSTEME}|${valeur}`,
      });
    const reponses = await Promise.all(
      Array.from({ length: 20 }, () => envoyer('transaction', [siAbsent(), siAbsent(), post(tache(unNumero()))])),
    );
    expect(reponses.map((r) => r.statut)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await trouvees('Patient', valeur)).toHaveLength(1);
  });

  test('refuse deux écritures de la même ressource, un Bundle dans un Bundle, un type inconnu', async () => {
    const { id } = await creer(porte);
    const supprimer = { request: { method: 'DELETE', url: `Patient/${id}` } };
    expect((await envoyer('transaction', [supprimer, supprimer])).statut).toBe(400);
    expect((await envoyer('transaction', [post({ resourceType: 'Bundle' }, { url: '/' })])).statut).toBe(400);
    expect((await envoyer('transaction', [post({ resourceType: 'Basic' })])).statut).toBe(404);
    expect((await porte.demander('GET', `/Patient/${id}`)).statut).toBe(200);
  });
});

describe('Un lot', () => {
  test('chaque entrée réussit ou échoue seule', async () => {
    const valeur = unNumero();
    const { id } = await creer(porte);
    const { statut, corps } = await envoyer('batch', [
      post(tache(valeur)),
      post({ resourceType: 'Task', status: 'inventé' } as never),
      post(tache(valeur)),
      { request: { method: 'GET', url: `Patient/${id}` } },
      { request: { method: 'GET', url: 'Patient/inconnu' } },
      { request: { method: 'GET', url: `Task?identifier=${SYSTEME}|rien` } },
      {},
    ]);
    expect(statut).toBe(200);
    expect(corps.type).toBe('batch-response');
    expect(corps.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual([
      '201',
      '422',
      '201',
      '200',
      '404',
      '200',
      '400',
    ]);
    expect(corps.entry?.[1]?.response?.outcome?.resourceType).toBe('OperationOutcome');
    expect(corps.entry?.[3]?.resource?.id).toBe(id);
    expect(corps.entry?.[5]?.resource).toMatchObject({ type: 'searchset' });
    expect(await trouvees('Task', valeur)).toHaveLength(2);
  });

  test('cinq cents créations tiennent en un envoi, chacune avec sa trace', async () => {
    const ecrites = () => compterLesTraces(porte, "action = 'fhir.creer' and genre = 'ecriture'");
    const avant = await ecrites();
    const { corps } = await envoyer(
      'batch',
      Array.from({ length: 500 }, () => post(unPatient())),
    );
    expect(new Set(corps.entry?.map((e) => e.response?.location)).size).toBe(500);
    expect((await ecrites()) - avant).toBe(500);
  });

  test('des remplacements par identifiant vont ensemble, et celui qui est répété échoue seul ou l’emporte', async () => {
    const put = (id: string, changements: object = {}) => ({
      resource: unPatient({ id, ...changements }),
      request: { method: 'PUT', url: `Patient/${id}` },
    });
    const ids = Array.from({ length: 60 }, () => `lot-${unNumero()}`);
    const premier = await envoyer(
      'batch',
      ids.map((id) => put(id)),
    );
    expect(new Set(premier.corps.entry?.map((e) => e.response?.status))).toEqual(new Set(['201 Created']));
    const [repete = ''] = ids;
    const second = await envoyer('batch', [
      ...ids.map((id) => put(id, { active: false })),
      put(repete, { gender: 'other' }),
    ]);
    expect(new Set(second.corps.entry?.map((e) => e.response?.status))).toEqual(new Set(['200 OK']));
    expect((await porte.demander('GET', `/Patient/${repete}`)).corps).toMatchObject({
      gender: 'other',
      meta: { versionId: '3' },
    });
    expect(await compterLesTraces(porte, `action = 'fhir.modifier' and patient = '${repete}'`)).toBe(3);
  });

  test('une création que la base refuse n’entraîne pas les autres', async () => {
    const trop = unPatient({ identifier: [{ system: SYSTEME, value: aleatoire(9_000) }] });
    const { corps } = await envoyer('batch', [post(unPatient()), post(trop), post(unPatient())]);
    expect(corps.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['201', '422', '201']);
  });

  test('Prefer: return=representation rend les ressources écrites', async () => {
    const { corps } = await envoyer('batch', [post(unPatient())], { prefer: 'return=representation' });
    expect(corps.entry?.[0]?.resource).toMatchObject({ resourceType: 'Patient', meta: { versionId: '1' } });
  });

  test('les droits de chaque entrée sont ceux du logiciel', async () => {
    const par = unLogiciel('system/Patient.c', undefined, 'createur');
    const { corps } = await porte.demander('POST', '/', {
      corps: bundle('batch', [post(unPatient()), post(tache(unNumero()))]),
      par,
    });
    expect(corps.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['201', '403']);
  });
});

/** Text that compression does not shorten. */
const aleatoire = (longueur: number): string =>
  Array.from({ length: longueur / 9 }, (_, n) => (n * 2_654_435_761).toString(36).padStart(9, 'z').slice(-9)).join('');

async function compterLesTraces(p: PorteDeTest, condition: string): Promise<number> {
  const interroger = p.base.directement(TERRITOIRE);
  const [ligne] = await interroger<{ n: number }>({
    texte: `select count(*)::int as n from trace where ${condition}`,
    valeurs: [],
  });
  return ligne?.n ?? 0;
}
