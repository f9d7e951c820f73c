import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { creer, ouvrirPorteDeTest, TERRITOIRE, unLogiciel, unPatient, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

interface Ligne {
  readonly action: string;
  readonly genre: string;
  readonly objet: string | null;
  readonly patient: string | null;
  readonly decision: string;
  readonly fondement: string;
  readonly nombre: number | null;
}

/** Lines of the trace signed by this software, oldest first. */
const tracesDe = (id: string) =>
  porte.base.directement(TERRITOIRE)<Ligne>({
    texte:
      'select action, genre, objet, patient, decision, fondement, nombre from trace where acteur = $1 order by seq',
    valeurs: [id],
  });

describe('Les formats', () => {
  test('rien d’acceptable : 406 ; contenu illisible : 415', async () => {
    expect((await porte.demander('GET', '/metadata', { entetes: { accept: 'image/png' } })).statut).toBe(406);
    expect((await porte.demander('GET', '/metadata?_format=turtle')).statut).toBe(406);
    for (const entetes of [{ 'content-type': 'text/plain' }, { 'content-encoding': 'gzip' }] as Record<
      string,
      string
    >[])
      expect((await porte.demander('POST', '/Patient', { corps: '{}', entetes })).statut).toBe(415);
  });

  test('une ressource s’écrit et se lit en XML', async () => {
    const xml =
      '<Patient xmlns="http://hl7.org/fhir"><active value="true"/><name><family value="Hélénard"/></name></Patient>';
    const creee = await porte.demander('POST', '/Patient', {
      corps: xml,
      entetes: { 'content-type': 'application/fhir+xml', accept: 'application/fhir+xml' },
    });
    expect(creee.statut).toBe(201);
    expect(creee.entetes.get('content-type')).toContain('application/fhir+xml');
    expect(creee.texte).toContain('<family value="Hélénard"/>');
    const page = await porte.demander('GET', '/Patient?family=Hélénard&_format=xml');
    expect(page.texte).toContain('<Bundle');
    const refus = await porte.demander('GET', '/Patient/inconnu', { entetes: { accept: 'application/fhir+xml' } });
    expect([refus.statut, refus.texte.includes('<OperationOutcome')]).toEqual([404, true]);
    const faux = { corps: '<Patient', entetes: { 'content-type': 'application/fhir+xml' } };
    expect((await porte.demander('POST', '/Patient', faux)).statut).toBe(400);
  });

  test('_pretty aère la réponse', async () => {
    expect((await porte.demander('GET', '/metadata?_pretty=true')).texte).toContain('\n  "status"');
  });
});

describe('Les méthodes', () => {
  test.each([
    ['POST', '/Patient/x', 'GET, HEAD, PUT, PATCH, DELETE'],
    ['DELETE', '/Patient/_history', 'GET, HEAD'],
    ['PUT', '/metadata', 'GET, HEAD'],
    ['GET', '/Patient/_search', 'POST'],
    ['PUT', '/', 'GET, POST'],
    ['DELETE', '/Patient/$validate', 'POST'],
  ])('%s %s : 405, et celles qui servent', async (methode, chemin, permises) => {
    const corps = methode === 'GET' || methode === 'DELETE' ? {} : { corps: unPatient() };
    const reponse = await porte.demander(methode, chemin, corps);
    expect([reponse.statut, reponse.entetes.get('allow')]).toEqual([405, permises]);
    expect(reponse.corps.resourceType).toBe('OperationOutcome');
  });

  test('une méthode d’ailleurs est refusée', async () => {
    expect((await porte.demander('OPTIONS', '/Patient')).statut).toBe(405);
  });
});

describe('Les bornes', () => {
  const envoyer = (corps: string) => porte.demander('POST', '/Patient', { corps });

  test('un corps trop long, trop imbriqué, vide, illisible ou qui contient un caractère nul est refusé', async () => {
    const lourd = JSON.stringify(unPatient({ text: { status: 'generated', div: 'x'.repeat(6_000_000) } }));
    expect((await envoyer(lourd)).statut).toBe(413);
    expect((await envoyer(`{"a":${'['.repeat(200)}${']'.repeat(200)}}`)).statut).toBe(400);
    for (const corps of [' ', '{', 'null', '[]', '3', '{"resourceType":"Patient","id":"\\u0000"}'])
      expect([corps, (await envoyer(corps)).statut]).toEqual([corps, 400]);
  });

  test('une ressource de plus d’un million de caractères est refusée', async () => {
    const div = `<div xmlns="http://www.w3.org/1999/xhtml">${'é'.repeat(1_000_001)}</div>`;
    expect((await envoyer(JSON.stringify(unPatient({ text: { status: 'generated', div } })))).statut).toBe(413);
  });

  test('une adresse mal encodée est refusée', async () => {
    for (const chemin of ['/Patient/%E9', '/Patient?name=%', '/Patient?name=%00'])
      expect([chemin, (await porte.demander('GET', chemin)).statut]).toEqual([chemin, 400]);
  });
});

describe('Les droits', () => {
  test('sans jeton, seules les capacités se lisent', async () => {
    expect((await porte.demander('GET', '/metadata', { par: null })).statut).toBe(200);
    for (const [methode, chemin] of [
      ['GET', '/Patient/x'],
      ['POST', '/Patient'],
      ['PUT', '/metadata'],
    ] as const) {
      const reponse = await porte.demander(methode, chemin, { par: null });
      expect([reponse.statut, reponse.corps.resourceType]).toEqual([401, 'OperationOutcome']);
    }
  });

  test('un logiciel ne fait que ce qui lui est permis, et le refus est tracé', async () => {
    const { id } = await creer(porte);
    const par = unLogiciel('system/Patient.r', undefined, 'lecteur');
    const corps = unPatient({ id });
    expect((await porte.demander('GET', `/Patient/${id}`, { par })).statut).toBe(200);
    for (const [methode, chemin] of [
      ['PUT', `/Patient/${id}`],
      ['POST', '/Patient'],
      ['DELETE', `/Patient/${id}`],
      ['GET', '/Patient?name=x'],
      ['GET', '/Task/x'],
    ] as const) {
      const { statut } = await porte.demander(methode, chemin, { par, ...(methode.startsWith('P') ? { corps } : {}) });
      expect([methode, chemin, statut]).toEqual([methode, chemin, 403]);
    }
    const traces = await tracesDe('client:lecteur');
    expect(traces.map((t) => t.genre)).toEqual(['lecture', 'refus', 'refus', 'refus', 'refus', 'refus']);
  });

  test('une famille d’information qui n’est pas accordée ne se lit ni ne s’écrit', async () => {
    const sensible = { meta: { security: [{ system: 'urn:cordee:famille', code: 'SEN' }] } };
    const { id } = await creer(porte, unPatient(sensible));
    const par = unLogiciel('system/*.cruds', ['ADM', 'COO'], 'sans-sensible');
    expect((await porte.demander('GET', `/Patient/${id}`, { par })).statut).toBe(404);
    expect((await porte.demander('PUT', `/Patient/${id}`, { par, corps: unPatient({ id }) })).statut).toBe(403);
    expect((await porte.demander('DELETE', `/Patient/${id}`, { par })).statut).toBe(404);
    expect((await porte.demander('POST', '/Patient', { par, corps: unPatient(sensible) })).statut).toBe(403);
    expect((await porte.demander('GET', `/Patient/${id}`)).entetes.get('etag')).toBe('W/"1"');
  });

  test('une personne connectée n’écrit pas directement, et le refus dit par où passer', async () => {
    const par: Acteur = {
      ...unLogiciel(),
      genre: 'compte',
      role: 'medecin',
      id: 'compte:lise',
      refs: ['Practitioner/lise'],
    };
    const { client: _, ...compte } = par;
    const { statut, corps } = await porte.demander('POST', '/Patient', { par: compte, corps: unPatient() });
    expect(statut).toBe(403);
    expect(corps.issue?.[0]?.details.text).toContain('écrans de Cordée');
  });
});

test('chaque geste laisse sa trace : qui, quoi, sur qui, jamais ce qui était cherché', async () => {
  const par = unLogiciel('system/*.cruds', undefined, 'trace');
  const { corps } = await porte.demander('POST', '/Patient', { par, corps: unPatient() });
  const id = corps.id ?? '';
  await porte.demander('GET', `/Patient/${id}`, { par });
  await porte.demander('GET', '/Patient?name=Helenard&_count=3', { par });
  await porte.demander('GET', `/Patient/${id}/_history`, { par });
  await porte.demander('DELETE', `/Patient/${id}`, { par });
  await porte.demander('GET', `/Patient/${id}`, { par });
  const lignes = await tracesDe('client:trace');
  expect(lignes.map((l) => [l.action, l.genre, l.objet, l.patient])).toEqual([
    ['fhir.creer', 'ecriture', `Patient/${id}`, id],
    ['fhir.lire', 'lecture', `Patient/${id}`, id],
    ['fhir.chercher', 'recherche', 'Patient?name&_count', null],
    ['fhir.historique', 'lecture', `Patient/${id}`, id],
    ['fhir.supprimer', 'ecriture', `Patient/${id}`, id],
    ['fhir.lire', 'refus', `Patient/${id}`, null],
  ]);
  expect(lignes.at(-1)).toMatchObject({ decision: 'refuse', fondement: 'fhir.deleted:410' });
});

describe('Ce qu’un refus dit dans ses en-têtes', () => {
  test('un jeton qui n’ouvre pas assez : 403, et pourquoi', async () => {
    const { statut, entetes } = await porte.demander('GET', '/Task', { par: unLogiciel('system/Patient.rs') });
    expect([statut, entetes.get('www-authenticate')]).toEqual([403, expect.stringContaining('insufficient_scope')]);
  });

  test('trop d’exports ouverts : 429, et quand revenir', async () => {
    const entetes = { prefer: 'respond-async' };
    for (let n = 0; n < 10; n += 1)
      expect((await porte.demander('GET', '/$export?_type=Patient', { entetes })).statut).toBe(202);
    const refus = await porte.demander('GET', '/$export?_type=Patient', { entetes });
    expect([refus.statut, refus.entetes.get('retry-after')]).toEqual([429, '10']);
  });
});
