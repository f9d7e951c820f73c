import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ouvrirMaisonDesCanaris, type MaisonDesCanaris } from '../fautes/canaris/maison.ts';

/** Doors that open to somebody who is not signed in, each with its reason. Any other door must say no: a new one fails here first. */
const PUBLIQUES: readonly (readonly [RegExp, string])[] = [
  [/^GET \/sante$/u, 'état de la maison, sans donnée'],
  [/^GET \/connexion\//u, 'entrer'],
  [/^POST \/connexion\//u, 'la déconnexion que le fournisseur de cartes signe'],
  [/^POST \/api\/session\//u, 'entrer, et savoir que l’on n’est pas entré'],
  [/^(?:GET|POST|ALL) \/oauth\//u, 'donner un jeton à qui prouve qui il est : juge lui-même'],
  [/^GET \/fhir\/\.well-known\//u, 'dire comment se raccorder'],
  [/^GET \/fhir\/metadata$/u, 'dire ce que sait faire la porte'],
  [/^GET \/\*$/u, 'les écrans, sans donnée'],
];
const FERMEE = new Set([401, 403, 404, 405, 413, 415]);

let test1: BaseDeTest;
let maison: MaisonDesCanaris;
beforeAll(async () => {
  test1 = await baseDeTest();
  maison = await ouvrirMaisonDesCanaris(test1.url);
}, 120_000);
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
  await test1.fermer();
});

const demander = (methode: string, chemin: string): Promise<Response> =>
  Promise.resolve(
    maison.app.request(`http://localhost:1${chemin}`, {
      method: methode === 'ALL' ? 'GET' : methode,
      headers: { 'x-cordee': '1', origin: 'http://localhost:1', 'content-type': 'application/json' },
      ...(methode === 'POST' || methode === 'PUT' ? { body: '{}' } : {}),
    }),
  );

test('sans session ni jeton, toute adresse déclarée refuse, sauf celles qui disent pourquoi elles sont publiques', async () => {
  // What answers every method is a guard on the way, except the FHIR door.
  const declarees = maison.app.routes.filter(({ method, path }) => method !== 'ALL' || path.startsWith('/fhir'));
  const routes = [...new Set(declarees.map(({ method, path }) => `${method} ${path}`))];
  const aEssayer = routes.filter((route) => !PUBLIQUES.some(([motif]) => motif.test(route)));
  expect(aEssayer).toContain('GET /evenements');
  const ouvertes: string[] = [];
  for (const route of aEssayer) {
    const [methode = '', motif = ''] = route.split(' ');
    const chemin = motif.replaceAll(/:[a-z]+/gu, 'essai').replaceAll('*', 'Patient');
    const { status } = await demander(methode, chemin);
    if (!FERMEE.has(status)) ouvertes.push(`${route} répond ${status}`);
  }
  expect(ouvertes).toEqual([]);
});

test('chaque vue, chaque action, chaque type et chaque opération FHIR refuse qui n’est pas entré', async () => {
  const { vues, actions } = maison.maison.registre;
  const chemins: (readonly [methode: string, chemin: string])[] = [
    ...[...vues.keys()].map((nom) => ['POST', `/api/vues/${nom}`] as const),
    ...[...actions.keys()].map((nom) => ['POST', `/api/actions/${nom}`] as const),
  ];
  const conformite = (await (await demander('GET', '/fhir/metadata')).json()) as {
    rest: { resource: { type: string }[]; operation?: { name: string }[] }[];
  };
  const types = conformite.rest.flatMap(({ resource }) => resource.map(({ type }) => type));
  expect(types.length).toBeGreaterThan(20);
  for (const type of types)
    for (const suite of ['', '/x', '/x/_history', '/_history', '/$validate', '/x/$everything', '/$export'])
      chemins.push(['GET', `/fhir/${type}${suite}`]);
  for (const { name } of conformite.rest.flatMap(({ operation }) => operation ?? []))
    chemins.push(['GET', `/fhir/$${name}`]);
  const ouverts: string[] = [];
  for (const [methode, chemin] of chemins) {
    const { status } = await demander(methode, chemin);
    if (!FERMEE.has(status)) ouverts.push(`${methode} ${chemin} répond ${status}`);
  }
  expect(ouverts).toEqual([]);
}, 60_000);
