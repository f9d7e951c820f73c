import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ouvrirPorteDeTest, unLogiciel, unPatient, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

async function creer(ressource: { readonly resourceType: string } = unPatient()) {
  const reponse = await porte.demander('POST', `/${ressource.resourceType}`, { corps: ressource });
  expect(reponse.statut, reponse.texte + porte.lignes.join('\n')).toBe(201);
  return { ...reponse, id: reponse.corps.id ?? '' };
}

describe('Créer et lire', () => {
  test('une création donne un identifiant, une version et une adresse, et se relit telle quelle', async () => {
    const { id, corps, entetes } = await creer(unPatient({ id: 'choisi-par-le-client', meta: { versionId: '9' } }));
    expect(id).not.toBe('choisi-par-le-client');
    expect(entetes.get('etag')).toBe('W/"1"');
    expect(entetes.get('location')).toBe(`http://localhost/fhir/Patient/${id}/_history/1`);
    expect(Date.parse(entetes.get('last-modified') ?? '')).not.toBeNaN();
    expect(corps.meta?.versionId).toBe('1');
    const lue = await porte.demander('GET', `/Patient/${id}`);
    expect(lue.statut).toBe(200);
    expect(lue.texte).toBe((await porte.demander('GET', `/Patient/${id}/_history/1`)).texte);
    expect(lue.corps).toEqual(corps);
    expect(lue.entetes.get('content-type')).toContain('application/fhir+json');
  });
});
