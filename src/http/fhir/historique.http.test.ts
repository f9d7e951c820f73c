import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  creer,
  ouvrirPorteDeTest,
  TERRITOIRE,
  unLogiciel,
  unPatient,
  type Corps,
  type PorteDeTest,
} from './testing.ts';

let porte: PorteDeTest;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

async function unPatientChange(fois: number): Promise<string> {
  const { id } = await creer(porte);
  for (let n = 1; n <= fois; n += 1)
    await porte.demander('PUT', `/Patient/${id}`, {
      corps: unPatient({ id, telecom: [{ system: 'phone', value: `01 99 00 77 ${n}0` }] }),
    });
  return id;
}

const versions = (corps: Corps) => corps.entry?.map((e) => e.resource?.meta?.versionId) ?? [];

/** Every page, following the links as they are given. */
async function toutSuivre(chemin: string): Promise<Corps[]> {
  const pages: Corps[] = [];
  let suite: string | undefined = chemin;
  while (suite !== undefined) {
    const { statut, corps } = await porte.demander('GET', suite);
    expect(statut).toBe(200);
    pages.push(corps);
    suite = corps.link?.find((l) => l.relation === 'next')?.url.replace('http://localhost/fhir', '');
  }
  return pages;
}

test('l’histoire d’une ressource va de la plus récente à la création', async () => {
  const id = await unPatientChange(9);
  const { corps } = await porte.demander('GET', `/Patient/${id}/_history`);
  expect(corps).toMatchObject({ resourceType: 'Bundle', type: 'history' });
  expect(versions(corps)).toEqual(['10', '9', '8', '7', '6', '5', '4', '3', '2', '1']);
  expect(corps.entry?.[0]).toMatchObject({
    fullUrl: `http://localhost/fhir/Patient/${id}`,
    request: { method: 'PUT', url: `Patient/${id}` },
    response: { status: '200', etag: 'W/"10"' },
  });
});

test('les pages d’une histoire ne bougent pas pendant que d’autres écrivent', async () => {
  const id = await unPatientChange(6);
  const premiere = await porte.demander('GET', `/Patient/${id}/_history?_count=3`);
  await porte.demander('PUT', `/Patient/${id}`, { corps: unPatient({ id, active: false }) });
  const suite = premiere.corps.link?.find((l) => l.relation === 'next')?.url.replace('http://localhost/fhir', '') ?? '';
  const reste = await toutSuivre(suite);
  expect([...versions(premiere.corps), ...reste.flatMap(versions)]).toEqual(['7', '6', '5', '4', '3', '2', '1']);
});

test('l’histoire d’un type et du territoire entier se lit par pages, sans doublon ni oubli', async () => {
  await unPatientChange(2);
  const entier = await toutSuivre('/_history?_count=1000');
  const parPages = await toutSuivre('/_history?_count=4');
  expect(parPages.length).toBeGreaterThan(1);
  expect(parPages.flatMap((p) => p.entry ?? [])).toEqual(entier.flatMap((p) => p.entry ?? []));
  const duType = await toutSuivre('/Patient/_history');
  expect(duType.flatMap((p) => p.entry ?? []).every((e) => e.resource?.resourceType === 'Patient')).toBe(true);
});

test('_since ne garde que ce qui a suivi', async () => {
  const id = await unPatientChange(1);
  const { corps } = await porte.demander('GET', `/Patient/${id}/_history/2`);
  const depuis = encodeURIComponent(corps.meta?.lastUpdated ?? '');
  const { corps: page } = await porte.demander('GET', `/Patient/${id}/_history?_since=${depuis}`);
  expect(versions(page)).toEqual(['2']);
  expect((await porte.demander('GET', `/Patient/${id}/_history?_since=2999-01-01`)).corps.entry).toBeUndefined();
});

test('une histoire se lit en ne gardant que certains éléments', async () => {
  const id = await unPatientChange(1);
  const { corps } = await porte.demander('GET', `/Patient/${id}/_history?_elements=gender`);
  expect(corps.entry?.every((e) => e.resource?.['gender'] === 'female' && !('name' in e.resource))).toBe(true);
});

test.each(['_since=hier', '_summary=count', '_count=x', '_avant=x', '_list=x', 'name=x', '_since=2026-11-28T10:00'])(
  '« %s » est refusé avec une phrase',
  async (requete) => {
    const id = await unPatientChange(0);
    expect((await porte.demander('GET', `/Patient/${id}/_history?${requete}`)).statut).toBe(400);
  },
);

test('ce qu’un logiciel ne peut pas lire n’apparaît dans aucune histoire', async () => {
  const id = await unPatientChange(1);
  const par = unLogiciel('system/Task.rs', ['COO'], 'autre');
  expect((await porte.demander('GET', `/Patient/${id}/_history`, { par })).statut).toBe(403);
  expect((await porte.demander('GET', '/_history', { par })).corps.entry).toBeUndefined();
  const sansFamille = unLogiciel('system/*.rs', ['MED'], 'famille');
  expect((await porte.demander('GET', `/Patient/${id}/_history`, { par: sansFamille })).statut).toBe(404);
});

test('_at rend les versions qui étaient en cours à ce moment, et aucune d’un temps où rien n’existait', async () => {
  const id = await unPatientChange(2);
  const { corps } = await porte.demander('GET', `/Patient/${id}/_history`);
  const derniere = encodeURIComponent(corps.entry?.[0]?.resource?.meta?.lastUpdated ?? '');
  expect(versions((await porte.demander('GET', `/Patient/${id}/_history?_at=${derniere}`)).corps)).toEqual(['3']);
  const annee = new Date().getUTCFullYear();
  expect(versions((await porte.demander('GET', `/Patient/${id}/_history?_at=${annee}`)).corps)).toEqual([
    '3',
    '2',
    '1',
  ]);
  expect(versions((await porte.demander('GET', `/Patient/${id}/_history?_at=2001-03`)).corps)).toEqual([]);
  const refus = await porte.demander('GET', `/Patient/${id}/_history?_at=hier`);
  expect([refus.statut, refus.corps.issue?.[0]?.code]).toEqual([400, 'invalid']);
});

test('la trace d’une écriture dit la version écrite : création, modification, lot, suppression ; une écriture refusée n’en dit aucune', async () => {
  const id = await unPatientChange(1);
  const autre = await creer(porte);
  const changee = (qui: string) => unPatient({ id: qui, active: false });
  const entree = (qui: string) => ({
    resource: changee(qui),
    request: { method: 'PUT', url: `Patient/${qui}` },
  });
  const lot = { resourceType: 'Bundle', type: 'transaction', entry: [entree(id), entree(autre.id)] };
  expect((await porte.demander('POST', '', { corps: lot })).statut).toBe(200);
  expect((await porte.demander('DELETE', `/Patient/${id}`)).statut).toBeLessThan(300);
  await porte.demander('PUT', `/Patient/${autre.id}`, { corps: changee(autre.id), entetes: { 'if-match': 'W/"1"' } });
  const versionsDe = (qui: string) =>
    porte.base.directement(TERRITOIRE)<{ version: number | null; decision: string }>({
      texte: 'select t.version, t.decision from trace t where t.objet = $1 order by t.seq',
      valeurs: [`Patient/${qui}`],
    });
  expect((await versionsDe(id)).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  expect(await versionsDe(autre.id)).toEqual([
    { version: 1, decision: 'permis' },
    { version: 2, decision: 'permis' },
    { version: null, decision: 'refuse' },
  ]);
});
