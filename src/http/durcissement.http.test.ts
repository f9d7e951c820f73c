import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hono } from 'hono';
import { adresseDeLAppelant, lireMandataires } from './adresse.ts';
import { ouvrirMaisonDeTest, type MaisonDeTest } from './connexion-testing.ts';
import type { Env } from './contexte.ts';
import { entetesFixes, nomDuCookie } from './securite.ts';

let maison: MaisonDeTest;
let dossierWeb: string;

beforeAll(async () => {
  dossierWeb = await mkdtemp(path.join(os.tmpdir(), 'cordee-web-'));
  await writeFile(path.join(dossierWeb, 'index.html'), '<!doctype html><title>Cordée</title>');
  await writeFile(path.join(dossierWeb, 'index.js.map'), '{"sources":["secret.ts"]}');
  maison = await ouvrirMaisonDeTest({ dossierWeb });
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
  await rm(dossierWeb, { recursive: true });
});

const demander = (chemin: string, options: RequestInit = {}) =>
  fetch(`${maison.origine}${chemin}`, { redirect: 'manual', ...options });
const ROUTES = [
  '/',
  '/personnes/x',
  '/connexion',
  '/sante',
  '/api/actions/x',
  '/api/vues/x',
  '/fhir/metadata',
  '/fhir/Patient/x',
  '/oauth/token',
  '/evenements',
  '/nulle-part.js',
];

/** `fetch` cannot send these headers. */
function brute(
  chemin: string,
  method: string,
  headers: Record<string, string>,
  corps = '',
): Promise<{ statut: number; corps: string }> {
  return new Promise((resoudre, rejeter) => {
    const r = request(`${maison.origine}${chemin}`, { method, headers }, (reponse) => {
      let texte = '';
      reponse.on('data', (m: Buffer) => (texte += m.toString('utf8')));
      reponse.on('end', () => resoudre({ statut: reponse.statusCode ?? 0, corps: texte }));
    });
    r.on('error', rejeter);
    r.end(corps);
  });
}

describe('Chaque réponse', () => {
  test.each(ROUTES)('%s porte les en-têtes de sûreté', async (chemin) => {
    const { headers } = await demander(chemin);
    const politique = headers.get('content-security-policy') ?? '';
    expect(politique).toMatch(/default-src 'none'/);
    expect(politique).toMatch(/frame-ancestors 'none'/);
    expect(politique).toMatch(/require-trusted-types-for 'script'/);
    expect(politique).not.toMatch(/unsafe|https?:|\*/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers.get('cache-control')).toMatch(/no-store|no-cache/);
    for (const bavard of ['server', 'x-powered-by']) expect(headers.get(bavard)).toBeNull();
  });

  test('en https : HSTS d’un an au moins, et un cookie que nul autre hôte ne peut poser', () => {
    const entetes = entetesFixes({ origine: 'https://cordee.exemple.fr' });
    expect(Number(/max-age=(\d+)/.exec(entetes['strict-transport-security'] ?? '')?.[1])).toBeGreaterThanOrEqual(
      31_536_000,
    );
    expect(nomDuCookie('https://cordee.exemple.fr')).toBe('__Host-cordee');
  });
});

describe('Une autre page du web', () => {
  const json = { 'x-cordee': '1', 'content-type': 'application/json' };
  test.each<[string, string, Record<string, string>]>([
    ['d’un autre site', 'POST', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['d’un site voisin', 'POST', { ...json, 'sec-fetch-site': 'same-site' }],
    ['d’une autre origine', 'POST', { ...json, origin: 'https://pirate.invalid' }],
    ['sans notre en-tête (formulaire)', 'POST', { 'content-type': 'text/plain' }],
    ['en lecture seulement', 'GET', { 'sec-fetch-site': 'cross-site' }],
  ])('%s : refusée', async (_nom, method, headers) => {
    expect((await brute('/api/session/etat', method, headers, method === 'POST' ? '{}' : '')).statut).toBe(403);
  });

  test('une lecture ou une écriture ne se fait jamais par une adresse : elle ne montre que la coquille des écrans', async () => {
    for (const chemin of ['/api/actions/x', '/api/vues/x'])
      expect((await demander(chemin)).headers.get('content-type')).toMatch(/text\/html/);
  });
});

describe('Les verbes et les fichiers', () => {
  test('HEAD répond comme GET sans corps ; OPTIONS, TRACE et les verbes inventés n’ouvrent rien', async () => {
    const tete = await demander('/sante', { method: 'HEAD' });
    expect([tete.status, await tete.text()]).toEqual([200, '']);
    for (const verbe of ['OPTIONS', 'PROPFIND', 'PUT']) {
      const { statut, corps } = await brute('/api/vues/x', verbe, { 'x-cordee': '1' });
      expect(statut).toBeGreaterThanOrEqual(400);
      expect(corps).not.toMatch(/allow-origin/i);
    }
  });

  test('ni plan des sources, ni route de mise au point, ni fichier hors du dossier', async () => {
    for (const chemin of [
      '/index.js.map',
      '/@vite/client',
      '/src/main.tsx',
      '/..%2f..%2fpackage.json',
      '/.env',
      '/%2e%2e/package.json',
    ]) {
      const reponse = await demander(chemin);
      expect(await reponse.text()).not.toMatch(/secret\.ts|"name"|vite/);
    }
  });
});

describe('Ce qui est envoyé', () => {
  const POLLUES = [
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"a":{"__proto__":{"admin":true}}}',
  ];
  test.each(POLLUES)('%s ne change aucun objet de la maison', async (corps) => {
    for (const [chemin, type] of [
      ['/api/session/etat', 'application/json'],
      ['/api/actions/x', 'application/json'],
      ['/fhir/Patient', 'application/fhir+json'],
    ] as const) {
      const { statut } = await brute(chemin, 'POST', { 'x-cordee': '1', 'content-type': type }, corps);
      expect(statut).toBeLessThan(500);
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('une demande qui dit deux fois la même chose est refusée : personne ne peut en lire une autre que nous', async () => {
    const entetes = { 'x-cordee': '1', 'content-type': 'application/json' };
    const double = await brute('/api/session/etat', 'POST', entetes, '{"a":{"compte":"x","compte":"y"}}');
    expect(double).toMatchObject({ statut: 400 });
    expect(double.corps).toContain('deux fois');
    expect(await brute('/api/session/etat', 'POST', entetes, '{}')).toMatchObject({ statut: 200 });
  });

  test('une panne ne dit ni requête, ni chemin, ni version ; elle donne une référence', async () => {
    const reponse = await fetch(`${maison.origine}/api/session/etat`, {
      method: 'POST',
      headers: { 'x-cordee': '1', cookie: `${nomDuCookie(maison.origine)}=${'x'.repeat(200)}%00` },
    });
    const texte = await reponse.text();
    expect(texte).not.toMatch(/select |node_modules|\.ts:|at \w+ \(|postgres/i);
  });

  test('une requête de 40 Mo est refusée au seuil', async () => {
    const { statut } = await brute('/api/actions/x', 'POST', {
      'x-cordee': '1',
      'content-type': 'application/json',
      'content-length': String(40 * 1024 * 1024),
    });
    expect(statut).toBe(413);
  });
});

describe('L’adresse de l’appelant', () => {
  const vue = async (mandataires: string | undefined, fil: string, suite: string): Promise<string> => {
    const app = new Hono<Env>();
    const liste = mandataires === undefined ? undefined : lireMandataires(mandataires);
    app.get('/', (c) => c.text(adresseDeLAppelant(c, liste)));
    const env = { incoming: { socket: { remoteAddress: fil } } };
    return (await app.request('/', { headers: { 'x-forwarded-for': suite, 'x-user': 'admin' } }, env)).text();
  };

  test('sans mandataire déclaré, rien de ce que dit l’appelant n’est cru', async () => {
    expect(await vue(undefined, '::ffff:192.0.2.9', '10.0.0.1')).toBe('192.0.2.9');
    expect(await vue('10.0.0.0/8', '192.0.2.9', '203.0.113.5')).toBe('192.0.2.9');
  });

  test('derrière un mandataire, seule la partie qu’il a écrite compte', async () => {
    expect(await vue('10.0.0.0/8', '10.1.1.1', '203.0.113.5')).toBe('203.0.113.5');
    expect(await vue('10.0.0.0/8', '10.1.1.1', '1.2.3.4, 203.0.113.5, 10.2.2.2')).toBe('203.0.113.5');
    expect(await vue('10.0.0.0/8', '10.1.1.1', 'pas une adresse')).toBe('10.1.1.1');
  });

  test('personne ne déclare tout le monde', () => {
    for (const faux of ['0.0.0.0/0', '*', 'exemple.fr', '::/0', '10.0.0.0/33'])
      expect(lireMandataires(faux)).toBeUndefined();
  });
});
