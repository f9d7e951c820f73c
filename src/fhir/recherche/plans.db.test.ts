import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identifiee } from '../types.ts';
import { ouvrirTerritoire, LE, TOUT } from './epreuve/testing-base.ts';
import { lire } from './epreuve/testing.ts';
import { instructionDePage } from './sql/instruction.ts';
import { parTri, planDe } from './sql/plan.ts';

let territoire: Awaited<ReturnType<typeof ouvrirTerritoire>>;
const SYLLABES = ['ba', 'ce', 'di', 'fo', 'gu', 'ly', 'me', 'no', 'pi', 'ra'];
const nom = (n: number): string => [0, 1, 2, 3].map((rang) => SYLLABES[Math.floor(n / 10 ** rang) % 10]).join('');

beforeAll(async () => {
  territoire = await ouvrirTerritoire();
  const personnes = Array.from({ length: 3000 }, (_, n) => ({
    resourceType: 'Patient',
    id: `p${n}`,
    name: [{ family: nom(n), given: ['Odile'] }],
    identifier: [{ system: 'urn:essai', value: String(n) }],
  }));
  const taches = Array.from({ length: 3000 }, (_, n) => ({
    resourceType: 'Task',
    id: `t${n}`,
    status: n % 2 === 0 ? 'requested' : 'accepted',
    intent: 'order',
    owner: { reference: `Practitioner/m${n % 100}` },
    for: { reference: `Patient/p${n}` },
    authoredOn: new Date(LE.getTime() - n * 60_000).toISOString(),
  }));
  await territoire.ecrire([...personnes, ...taches] as Identifiee[]);
  await territoire.administrer('vacuum analyze');
}, 60_000);
afterAll(() => territoire.fermer());

/** Nodes of the plan PostgreSQL chooses, one per line. */
async function plan(requete: string): Promise<string> {
  const recherche = lire(requete);
  const choisi = planDe(recherche);
  const { texte, valeurs } = instructionDePage(recherche, parTri(choisi, recherche) ?? choisi, undefined, TOUT, LE);
  const lignes = await territoire.interroger<{ 'QUERY PLAN': string }>({ texte: `explain ${texte}`, valeurs });
  return lignes.map((ligne) => ligne['QUERY PLAN']).join('\n');
}

test('un début de nom se lit dans l’ordre de son index, sans rien trier', async () => {
  const lu = await plan('Patient?name=ba');
  expect(lu).toMatch(/Index (Only )?Scan using recherche_pk/);
  expect(lu).not.toContain('Sort ');
});

test('un identifiant se trouve par l’index des jetons, et par lui seul', async () => {
  const lu = await plan('Patient?identifier=urn:essai|12');
  expect(lu).toContain('resource_toks');
  expect(lu).not.toMatch(/Seq Scan on resource|BitmapAnd/);
});

test('une file de travail se lit dans l’ordre de sa liste, et s’arrête à la page pleine', async () => {
  const lu = await plan('Task?owner=Practitioner/m3&status=requested&_sort=-authored-on&_include=Task:patient');
  expect(lu).toMatch(/Index (Only )?Scan Backward using recherche_pk/);
  expect(lu).not.toMatch(/Seq Scan on resource|Bitmap|resource_toks|resource_refs/);
});

test('une file sans état part de l’index des références et n’en lit pas un second', async () => {
  const lu = await plan('Task?owner=Practitioner/m3&_sort=-authored-on&_include=Task:patient');
  expect(lu).toContain('resource_refs');
  expect(lu).not.toMatch(/Seq Scan on resource|BitmapAnd|resource_toks/);
});

test('une chaîne trouve d’abord la personne, puis ce qui la cite, chacune par son index', async () => {
  const lu = await plan('Task?patient.identifier=urn:essai|12');
  expect(lu).toContain('resource_toks');
  expect(lu).toContain('resource_refs');
  expect(lu).not.toContain('Seq Scan on resource');
});

test('une réponse courante sans tri s’arrête à la page pleine, dans l’ordre des identifiants', async () => {
  const lu = await plan('Task?status=requested&_count=5');
  expect(lu).toContain('resource_pk');
  expect(lu).not.toContain('Bitmap');
});

test('une liste triée se lit dans l’ordre de la clé de tri', async () => {
  expect(await plan('Task?_sort=-authored-on&_count=5')).toMatch(/Index (Only )?Scan Backward using recherche_pk/);
});
