import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { acteurClient } from '#acces/acteur.ts';
import { changerSuspension, inscrireClient } from '#acces/clients/depot-clients.ts';
import type { Permission } from '#acces/clients/permissions.ts';
import { FAMILLES } from '#fhir/types.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { creerDiffusion } from '../evenements.ts';
import { creer, ouvrirPorteDeTest, TERRITOIRE, unLogiciel, unPatient, type PorteDeTest } from '../fhir/testing.ts';
import { ouvrirLesPortes } from '../serveur.ts';

const permissions = [
  { niveau: 'system', type: '*', gestes: ['r', 's'] },
  { niveau: 'system', type: 'AuditEvent', gestes: ['r', 's'] },
] satisfies Permission[];
const auditeur = acteurClient(
  { id: 'audit', nom: 'Audit', territoire: TERRITOIRE, permissions, familles: [...FAMILLES] },
  'jeton:audit',
);
const XML = { accept: 'application/fhir+xml' };
let porte: PorteDeTest;
let patient: string;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  patient = (await creer(porte)).id;
  // Registered as an operator would: a download asks, lot after lot, whether the software is still open.
  await inscrireClient(porte.base, {
    id: 'logiciel-test',
    territoire: TERRITOIRE,
    nom: 'Logiciel d’essai',
    genre: 'systeme',
    cles: [{ kid: 'essai', kty: 'EC' }],
    permises: { permissions: [], contextes: [] },
    familles: [],
    retours: [],
    lancement: undefined,
    contact: 'essai@exemple.invalid',
    creeLe: new Date(),
    finLe: undefined,
    suspenduLe: undefined,
  });
});
// Only the date is ours: the server's own timers run as usual.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

/** A file is lines of JSON, not JSON: read as it comes. */
async function telecharger(chemin: string): Promise<Response> {
  const jetons = { reconnaitre: () => Promise.resolve(unLogiciel()), arreter: () => Promise.resolve() };
  const app = ouvrirLesPortes({ ...porte.maison, jetons }, creerDiffusion(porte.maison), () => undefined);
  return app.request(`http://localhost/fhir${chemin}`, { headers: { authorization: `Bearer ${'j'.repeat(43)}` } });
}

const dernieresTraces = (action: string) =>
  porte.base.territoire<TablesTerritoire, { objet: string | null; nombre: number | null; genre: string }[]>(
    TERRITOIRE,
    (sql) =>
      sql
        .selectFrom('trace')
        .select(['trace.objet', 'trace.nombre', 'trace.genre'])
        .where('trace.action', '=', action)
        .orderBy('trace.seq', 'desc')
        .limit(1)
        .execute(),
  );

describe('Le format XML à la porte', () => {
  test('se demande, se lit et se dépose', async () => {
    const lu = await porte.demander('GET', `/Patient/${patient}`, { entetes: XML });
    expect(lu.entetes.get('content-type')).toContain('application/fhir+xml');
    expect(lu.texte).toContain('<family value="Hélénard"/>');
    const depose = await porte.demander('PUT', `/Patient/${patient}`, {
      corps: lu.texte.replace('Hélénard', 'Vidal &amp; fille'),
      entetes: { 'content-type': 'application/fhir+xml' },
    });
    expect(depose.statut).toBe(200);
    expect((await porte.demander('GET', `/Patient/${patient}`)).corps).toMatchObject({
      name: [{ family: 'Vidal & fille' }],
    });
  });

  test('une page de recherche s’écrit aussi en XML', async () => {
    const page = await porte.demander('GET', '/Patient?_count=1', { entetes: XML });
    expect(page.texte).toMatch(/^<\?xml.*<Bundle xmlns="http:\/\/hl7.org\/fhir">.*<entry>.*<resource><Patient>/s);
  });

  test.each([
    ['mal formé', '<Patient xmlns="http://hl7.org/fhir">'],
    ['avec une DTD', '<!DOCTYPE p><Patient xmlns="http://hl7.org/fhir"/>'],
    ['avec un élément inconnu', '<Patient xmlns="http://hl7.org/fhir"><nom value="x"/></Patient>'],
  ])('%s, il est refusé avec une phrase', async (_, corps) => {
    const reponse = await porte.demander('POST', '/Patient', {
      corps,
      entetes: { 'content-type': 'application/fhir+xml' },
    });
    expect(reponse.statut).toBe(400);
    expect(reponse.corps.issue?.[0]?.details.text).toMatch(/XML/);
  });
});

describe('Les opérations à la porte', () => {
  test('$expand répond à qui est connu, et se trace', async () => {
    const url = encodeURIComponent('http://hl7.org/fhir/ValueSet/administrative-gender');
    const reponse = await porte.demander('GET', `/ValueSet/$expand?url=${url}`);
    expect(reponse.corps).toMatchObject({ resourceType: 'ValueSet', expansion: { total: 4 } });
    expect(await dernieresTraces('fhir.expand')).toMatchObject([{ genre: 'recherche', nombre: 4 }]);
    expect((await porte.demander('GET', '/ValueSet/$expand?url=urn:inconnu')).statut).toBe(404);
  });

  test('$document assemble en JSON comme en XML', async () => {
    const composition = await creer(porte, {
      resourceType: 'Composition',
      status: 'final',
      type: { text: 'Synthèse' },
      subject: { reference: `Patient/${patient}` },
      date: '2026-11-24',
      author: [{ display: 'Dr Exemple' }],
      title: 'Synthèse',
    });
    const json = await porte.demander('GET', `/Composition/${composition.id}/$document`);
    expect(json.corps).toMatchObject({ type: 'document', entry: [{ resource: { resourceType: 'Composition' } }, {}] });
    const xml = await porte.demander('GET', `/Composition/${composition.id}/$document`, { entetes: XML });
    expect(xml.texte).toContain('<type value="document"/>');
    expect(await dernieresTraces('fhir.document')).toMatchObject([
      { objet: `Composition/${composition.id}`, nombre: 2 },
    ]);
  });

  test('$export : demande, attente, manifeste, fichiers, oubli', async () => {
    await creer(porte, unPatient());
    const debut = await porte.demander('GET', '/$export?_type=Patient', {
      entetes: { prefer: 'respond-async', accept: 'application/fhir+json' },
    });
    expect(debut.statut).toBe(202);
    const etat = (debut.entetes.get('content-location') ?? '').replace(/^.*\/fhir/, '');
    expect((await porte.demander('GET', etat)).statut).toBe(202);
    vi.setSystemTime(Date.now() + 3_000);
    let manifeste = await porte.demander('GET', etat);
    // Other writes of the same server may still be under way: a client asks again.
    while (manifeste.statut === 202) manifeste = await porte.demander('GET', etat);
    expect(manifeste.statut).toBe(200);
    const [fichier] = (manifeste.corps as { output?: { type: string; url: string; count: number }[] }).output ?? [];
    expect(fichier).toMatchObject({ type: 'Patient' });
    const chemin = (fichier?.url ?? '').replace(/^.*\/fhir/, '');
    const lu = await telecharger(chemin);
    expect(lu.headers.get('content-type')).toBe('application/fhir+ndjson');
    const lignes = (await lu.text()).trimEnd().split('\n');
    expect(lignes).toHaveLength(fichier?.count ?? 0);
    for (const ligne of lignes) expect(JSON.parse(ligne)).toMatchObject({ resourceType: 'Patient' });
    expect(await dernieresTraces('fhir.export-fichier')).toMatchObject([{ genre: 'export', nombre: lignes.length }]);
    await changerSuspension(porte.base, 'logiciel-test', new Date());
    await expect((await telecharger(chemin)).text()).rejects.toThrow('interrompu');
    await changerSuspension(porte.base, 'logiciel-test', undefined);
    expect((await porte.demander('DELETE', etat)).statut).toBe(202);
    expect((await porte.demander('GET', etat)).statut).toBe(404);
  });

  test('$export se refuse à qui n’y a pas droit, sans rien dire de plus', async () => {
    const entetes = { prefer: 'respond-async' };
    expect((await porte.demander('GET', '/$export', { entetes, par: unLogiciel('system/Patient.r') })).statut).toBe(
      403,
    );
    expect((await porte.demander('GET', '/$export')).statut).toBe(400);
    expect((await porte.demander('GET', '/$export', { entetes, par: null })).statut).toBe(401);
  });

  test('quoi qu’on leur demande, elles répondent ou refusent, sans jamais tomber en panne', async () => {
    const adresses =
      '/$export /Patient/$export /Group/x/$export /$export-etat /$export-fichier /AuditEvent /AuditEvent/1 /ValueSet/$expand /ValueSet/x/$expand /CodeSystem/$lookup /ValueSet/$validate-code';
    const noms =
      '_type _since _elements _outputFormat export type supprimees url filter count offset code system coding patient entity agent date _id _count _cursor persist inconnu';
    const nom = fc.constantFrom(...noms.split(' '));
    const valeur = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'Patient',
        '\u0000',
        '\uD800',
        '-1',
        '99999999999999999999',
        '2026',
        'ge9999-12-31',
        'gt9999-12-31',
        'lt0001-01-01',
        '0000',
        'true',
        'Patient/\u0000',
        '[]',
      ),
    );
    const moment = fc
      .tuple(
        fc.constantFrom('', 'ge', 'gt', 'le', 'lt', 'eb', 'sa'),
        fc.constantFrom('0000', '0001-01-01', '2026-11', '9999-12-31'),
      )
      .map((morceaux) => morceaux.join(''));
    const corps = fc.oneof(
      fc.constant(undefined),
      fc.json(),
      fc
        .array(fc.record({ name: nom, valueString: valeur }), { maxLength: 4 })
        .map((parameter) => ({ resourceType: 'Parameters', parameter })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...adresses.split(' '), `/Composition/${patient}/$document`),
        fc.constantFrom('GET', 'POST', 'DELETE'),
        fc.array(fc.oneof(fc.tuple(nom, valeur), fc.tuple(fc.constant('date'), moment)), { maxLength: 4 }),
        corps,
        async (adresse, methode, params, envoye) => {
          const recherche = params.map(([n, v]) => `${n}=${encodeURIComponent(v.toWellFormed())}`).join('&');
          const reponse = await porte.demander(methode, `${adresse}?${recherche}`, {
            entetes: { prefer: 'respond-async' },
            par: auditeur,
            ...(envoye === undefined || methode === 'GET' ? {} : { corps: envoye }),
          });
          expect(reponse.statut < 500 ? '' : `${reponse.texte} ${porte.lignes.at(-1) ?? ''}`).toBe('');
        },
      ),
      { numRuns: 400 },
    );
  });

  test('les traces ne se lisent pas avec la seule étoile, et ne s’écrivent jamais', async () => {
    expect((await porte.demander('GET', `/AuditEvent?patient=${patient}`)).statut).toBe(403);
    const ecriture = await porte.demander('POST', '/AuditEvent', { corps: { resourceType: 'AuditEvent' } });
    expect(ecriture.statut).toBeGreaterThanOrEqual(400);
    expect(ecriture.statut).toBeLessThan(500);
  });
});
