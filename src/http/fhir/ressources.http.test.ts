import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creer, ouvrirPorteDeTest, unPatient, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const lire = (chemin: string, entetes: Record<string, string> = {}) => porte.demander('GET', chemin, { entetes });
const modifier = (id: string, changements: object, entetes: Record<string, string> = {}) =>
  porte.demander('PUT', `/Patient/${id}`, { corps: { ...unPatient(), id, ...changements }, entetes });

describe('Créer et lire', () => {
  test('une création donne un identifiant, une version et une adresse, et se relit telle quelle', async () => {
    const { id, corps, entetes } = await creer(
      porte,
      unPatient({ id: 'choisi-par-le-client', meta: { versionId: '9' } }),
    );
    expect(id).not.toBe('choisi-par-le-client');
    expect(entetes.get('etag')).toBe('W/"1"');
    expect(entetes.get('location')).toBe(`http://localhost/fhir/Patient/${id}/_history/1`);
    expect(Date.parse(entetes.get('last-modified') ?? '')).not.toBeNaN();
    expect(corps.meta?.versionId).toBe('1');
    const lue = await lire(`/Patient/${id}`);
    expect(lue.statut).toBe(200);
    expect(lue.entetes.get('content-type')).toContain('application/fhir+json');
    expect(lue.texte).toBe((await lire(`/Patient/${id}/_history/1`)).texte);
    expect(lue.corps).toEqual(corps);
  });

  test('Prefer choisit ce qui revient d’une écriture', async () => {
    const ecrire = (retour: string) =>
      porte.demander('POST', '/Patient', { corps: unPatient(), entetes: { prefer: `return=${retour}` } });
    expect(await ecrire('minimal')).toMatchObject({ statut: 201, texte: '' });
    expect((await ecrire('representation')).corps.resourceType).toBe('Patient');
    expect((await ecrire('OperationOutcome')).corps).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'information' }],
    });
  });

  test('une version déjà connue n’est pas renvoyée', async () => {
    const { id, entetes } = await creer(porte);
    for (const condition of [
      { 'if-none-match': 'W/"1"' },
      { 'if-none-match': '*' },
      { 'if-modified-since': entetes.get('last-modified') ?? '' },
    ])
      expect(await lire(`/Patient/${id}`, condition)).toMatchObject({ statut: 304, texte: '' });
    expect((await lire(`/Patient/${id}`, { 'if-none-match': 'W/"2"' })).statut).toBe(200);
    expect((await lire(`/Patient/${id}`, { 'if-modified-since': 'hier' })).statut).toBe(200);
  });

  test('HEAD répond comme GET, sans corps', async () => {
    const { id } = await creer(porte);
    const tete = await porte.demander('HEAD', `/Patient/${id}`);
    expect(tete).toMatchObject({ statut: 200, texte: '' });
    expect(tete.entetes.get('etag')).toBe('W/"1"');
  });

  test('on ne garde que les éléments demandés, et la ressource le dit', async () => {
    const { id } = await creer(porte);
    const { corps } = await lire(`/Patient/${id}?_elements=name`);
    expect(corps).toMatchObject({ resourceType: 'Patient', id, name: [{ family: 'Hélénard' }] });
    expect(corps).not.toHaveProperty('birthDate');
    expect(JSON.stringify(corps.meta)).toContain('SUBSETTED');
    expect((await lire(`/Patient/${id}?_summary=true`)).corps).toHaveProperty('birthDate');
    expect((await lire(`/Patient/${id}?_summary=un-peu`)).statut).toBe(400);
    expect((await porte.demander('PUT', `/Patient/${id}?_elements=name`, { corps })).statut).toBe(400);
  });

  test.each(['/Patient/inconnu', '/Patient/inconnu/_history', '/Patient/inconnu/_history/1'])(
    '%s n’existe pas : 404',
    async (chemin) => {
      expect(await lire(chemin)).toMatchObject({ statut: 404, corps: { resourceType: 'OperationOutcome' } });
    },
  );

  test.each(['0', '2', 'x', '99999999999'])('la version « %s » n’existe pas : 404', async (version) => {
    const { id } = await creer(porte);
    expect((await lire(`/Patient/${id}/_history/${version}`)).statut).toBe(404);
  });
});

describe('Modifier', () => {
  test('une modification avance d’une version ; la même, répétée, n’en crée pas', async () => {
    const { id } = await creer(porte);
    const corps = { resourceType: 'Patient', id, active: false, name: [{ family: 'Martin' }] };
    const premiere = await porte.demander('PUT', `/Patient/${id}`, { corps });
    expect(premiere).toMatchObject({ statut: 200, corps: { active: false, meta: { versionId: '2' } } });
    const seconde = await porte.demander('PUT', `/Patient/${id}`, { corps: premiere.corps });
    expect(seconde.entetes.get('etag')).toBe('W/"2"');
  });

  test('une version périmée est refusée, et rien n’est écrit', async () => {
    const { id } = await creer(porte);
    expect((await modifier(id, { active: false }, { 'if-match': 'W/"1"' })).statut).toBe(200);
    const refus = await modifier(id, { gender: 'other' }, { 'if-match': 'W/"1"' });
    expect(refus.statut).toBe(412);
    expect(refus.corps.issue?.[0]?.details.text).toContain('W/"2"');
    expect((await lire(`/Patient/${id}`)).corps).not.toHaveProperty('gender', 'other');
  });

  test('de vingt modifications concurrentes de la même version, une seule gagne', async () => {
    const { id } = await creer(porte);
    const statuts = await Promise.all(
      Array.from({ length: 20 }, (_, rang) =>
        modifier(id, { telecom: [{ system: 'phone', value: `01 99 00 00 ${rang}` }] }, { 'if-match': 'W/"1"' }),
      ),
    );
    expect(statuts.map((r) => r.statut).filter((statut) => statut === 200)).toHaveLength(1);
    expect(statuts.map((r) => r.statut).filter((statut) => statut === 412)).toHaveLength(19);
    expect((await lire(`/Patient/${id}`)).entetes.get('etag')).toBe('W/"2"');
  });

  test('un client peut choisir l’identifiant de ce qu’il crée par PUT', async () => {
    const cree = await modifier('identifiant-choisi', {});
    expect(cree).toMatchObject({ statut: 201, corps: { id: 'identifiant-choisi', meta: { versionId: '1' } } });
    expect((await modifier('identifiant-choisi', { active: false })).statut).toBe(200);
  });

  test('If-None-Match: * refuse d’écraser ce qui existe, If-Match ce qui n’existe pas', async () => {
    const { id } = await creer(porte);
    expect((await modifier(id, {}, { 'if-none-match': '*' })).statut).toBe(412);
    expect((await modifier('jamais-vue', {}, { 'if-match': 'W/"1"' })).statut).toBe(412);
    expect((await lire('/Patient/jamais-vue')).statut).toBe(404);
  });

  test('l’identifiant du corps doit être celui de l’adresse', async () => {
    expect((await porte.demander('PUT', '/Patient/a', { corps: unPatient({ id: 'b' }) })).statut).toBe(400);
    expect((await porte.demander('PUT', '/Patient/a', { corps: unPatient() })).statut).toBe(400);
  });
});

describe('Corriger', () => {
  const corriger = (id: string, operations: unknown, entetes: Record<string, string> = {}) =>
    porte.demander('PATCH', `/Patient/${id}`, {
      corps: operations,
      entetes: { 'content-type': 'application/json-patch+json', ...entetes },
    });

  test('une correction change un élément et avance d’une version', async () => {
    const { id } = await creer(porte);
    const { statut, corps } = await corriger(id, [{ op: 'replace', path: '/active', value: false }]);
    expect({ statut, corps }).toMatchObject({ statut: 200, corps: { id, active: false, meta: { versionId: '2' } } });
  });

  test('un FHIRPath Patch aussi, seul ou dans une transaction, jugé par les mêmes règles', async () => {
    const { id } = await creer(porte);
    const correction = (path: string, value: object) => ({
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'operation',
          part: [
            { name: 'type', valueCode: 'replace' },
            { name: 'path', valueString: path },
            { name: 'value', ...value },
          ],
        },
      ],
    });
    const seule = await porte.demander('PATCH', `/Patient/${id}`, {
      corps: correction('Patient.active', { valueBoolean: false }),
    });
    expect(seule).toMatchObject({ statut: 200, corps: { active: false, meta: { versionId: '2' } } });
    const fausse = correction('Patient.gender', { valueCode: 'inconnue' });
    expect((await porte.demander('PATCH', `/Patient/${id}`, { corps: fausse })).statut).toBe(422);
    const lot = await porte.demander('POST', '/', {
      corps: {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          {
            resource: correction("Patient.name.where(family = 'Hélénard').given[0]", { valueString: 'Zoée' }),
            request: { method: 'PATCH', url: `Patient/${id}` },
          },
        ],
      },
    });
    expect(lot.statut).toBe(200);
    expect((await lire(`/Patient/${id}`)).corps['name']).toEqual([{ family: 'Hélénard', given: ['Zoée'] }]);
  });

  test('un test faux, un chemin absent ou une ressource devenue fausse : 422 et rien ne change', async () => {
    const { id } = await creer(porte);
    for (const operations of [
      [{ op: 'test', path: '/active', value: false }],
      [{ op: 'remove', path: '/deceasedBoolean' }],
      [{ op: 'replace', path: '/gender', value: 'inconnue' }],
    ])
      expect(await corriger(id, operations)).toMatchObject({
        statut: 422,
        corps: { resourceType: 'OperationOutcome' },
      });
    expect((await lire(`/Patient/${id}`)).entetes.get('etag')).toBe('W/"1"');
  });

  test('cinq corrections concurrentes sans version s’ajoutent toutes', async () => {
    const { id } = await creer(porte, unPatient({ address: [{ city: 'Kerlann' }] }));
    const statuts = await Promise.all(
      Array.from({ length: 5 }, (_, rang) =>
        corriger(id, [{ op: 'add', path: '/address/-', value: { city: `Ville ${rang}` } }]),
      ),
    );
    expect(statuts.map((r) => r.statut)).toEqual([200, 200, 200, 200, 200]);
    expect((await lire(`/Patient/${id}`)).corps['address']).toHaveLength(6);
  });

  test('une version périmée est refusée', async () => {
    const { id } = await creer(porte);
    await modifier(id, { active: false });
    const refus = await corriger(id, [{ op: 'replace', path: '/active', value: true }], { 'if-match': 'W/"1"' });
    expect(refus.statut).toBe(412);
  });
});

describe('Supprimer', () => {
  test('une suppression est définitive pour la lecture, et son histoire reste', async () => {
    const { id } = await creer(porte);
    expect(await porte.demander('DELETE', `/Patient/${id}`).then((r) => [r.statut, porte.lignes])).toEqual([204, []]);
    expect(await porte.demander('DELETE', `/Patient/${id}`).then((r) => [r.statut, porte.lignes])).toEqual([204, []]);
    expect((await lire(`/Patient/${id}`)).statut).toBe(410);
    expect((await lire(`/Patient/${id}/_history/1`)).statut).toBe(200);
    expect((await lire(`/Patient/${id}/_history/2`)).statut).toBe(410);
    const { corps } = await lire(`/Patient/${id}/_history`);
    expect(corps.entry?.map((e) => e.request?.method)).toEqual(['DELETE', 'POST']);
    const { statut, entetes } = await modifier(id, {});
    expect([statut, entetes.get('etag')]).toEqual([201, 'W/"3"']);
  });

  test('une version périmée n’est pas supprimée', async () => {
    const { id } = await creer(porte);
    await modifier(id, { active: false });
    expect((await porte.demander('DELETE', `/Patient/${id}`, { entetes: { 'if-match': 'W/"1"' } })).statut).toBe(412);
    expect((await lire(`/Patient/${id}`)).statut).toBe(200);
  });
});
