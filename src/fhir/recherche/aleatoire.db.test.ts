import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RefusFhir } from '../refus.ts';
import { TYPES_TENUS } from '../types-tenus.ts';
import { catalogueDeBase } from './catalogue.ts';
import { chercher, type PageFhir } from './chercher.ts';
import { chercherEcrit, type PageEcrite } from './chercher-ecrit.ts';
import { ouvrirTerritoire, sauf, LE } from './epreuve/testing-base.ts';
import { construireMonde } from './epreuve/testing-monde.ts';
import { OPTIONS } from './epreuve/testing.ts';
import { lireRecherche } from './lire.ts';
import type { Recherche } from './modele.ts';

const MONDE = construireMonde(7);
const CATALOGUE = catalogueDeBase();
let territoire: Awaited<ReturnType<typeof ouvrirTerritoire>>;

beforeAll(async () => {
  territoire = await ouvrirTerritoire();
  await territoire.ecrire(MONDE.ressources);
  await territoire.administrer(
    "insert into shared.annuaire_commune (code, nom, nom_norme, latitude, longitude) values ('44109', 'Nantes', 'nantes', 47.21, -1.56)",
  );
});
afterAll(() => territoire.fermer());

const VALEURS = {
  string: ['a', 'Hélénard', '\\,', '😀a', 'x'.repeat(500), '\uD800a'],
  token: ['a|b', '|b', 'a|', 'x', 'true', '\u0001', "'; drop table resource; --"],
  date: [
    '2020',
    'ge2026-11',
    'ap2026-11-01',
    'ne9999',
    'lt0001-01-01',
    'ap0001',
    '2026-11-01T10:00:00+14:00',
    'sa9999-12-31',
  ],
  uri: ['http://x', '%', '_', 'urn:a|b'],
  reference: ['Patient/patient-1', 'patient-1', 'https://x.invalid/Patient/1', 'urn:uuid:1'],
  quantity: ['5', 'ap5||mg', 'ne1e30|s|c', 'lt-1e300', 'gt1e-300', '5|a|b'],
  number: ['1', '1e99', 'ap-3', 'ge0'],
  special: ['47.2|-1.5', '90|180|500|km', '44109|10|km', '-90|0|1|m'],
  composite: ['a$b', 'urn:s|a$5', 'a$gt5||mg', 'a$2026', 'a$DocumentReference/1'],
} as const;

/** Any parameter of a type, with any of its modifiers, followed through a chain or not. */
const parametre = (type: string): fc.Arbitrary<[string, string]> =>
  fc.constantFrom(...CATALOGUE.duType(type)).chain((p) => {
    const modificateurs = [
      '',
      '',
      '',
      ':missing',
      ':not',
      ':exact',
      ':contains',
      ':text',
      ':identifier',
      ':above',
      ':below',
      ':of-type',
    ];
    const simple = fc
      .tuple(fc.constantFrom(...modificateurs), fc.constantFrom<string>(...VALEURS[p.type]))
      .map(([m, v]): [string, string] => [p.code + m, m === ':missing' ? 'true' : m === ':of-type' ? 'a|b|c' : v]);
    const cible = p.target?.find((t) => Object.hasOwn(TYPES_TENUS, t));
    if (p.type !== 'reference' || cible === undefined) return simple;
    const suite = fc
      .constantFrom(...CATALOGUE.duType(cible))
      .chain((s) =>
        fc.constantFrom<string>(...VALEURS[s.type]).map((v): [string, string] => [`${p.code}:${cible}.${s.code}`, v]),
      );
    const inverse = fc
      .constantFrom(...CATALOGUE.duType(type))
      .chain((s) =>
        fc
          .constantFrom<string>(...VALEURS[s.type])
          .map((v): [string, string] => [`_has:${type}:${p.code}:${s.code}`, v]),
      );
    const inclusion = fc.constantFrom('_include', '_revinclude', '_include:iterate', '_revinclude:iterate');
    const incluse = fc
      .tuple(inclusion, fc.constantFrom(`${type}:${p.code}`, `${type}:*`, '*'))
      .map(([nom, v]): [string, string] => [nom, v]);
    return fc.oneof(simple, suite, inverse, incluse);
  });

const FILTRES = [
  'name co "a" or gender ne x',
  'not (status eq a and date ge 2020) or code in urn:x',
  'patient.name ew b and _lastUpdated lt 2030',
  'identifier pr false or _id eq a',
];
const entier: fc.Arbitrary<[string, string]> = fc.oneof(
  fc.constantFrom(...FILTRES).map((f): [string, string] => ['_filter', f]),
  fc.constantFrom('_text', '_content').map((n): [string, string] => [n, "chute d'été"]),
  fc.constantFrom('l1', 'List/x').map((l): [string, string] => ['_list', l]),
);

const tri = (type: string): fc.Arbitrary<[string, string]> =>
  fc.constantFrom(...CATALOGUE.duType(type)).map((p): [string, string] => ['_sort', `-${p.code},_id`]);

test('n’importe quelle recherche lisible obtient une page, jamais une panne de la base', async () => {
  const demande = fc
    .constantFrom(...Object.keys(TYPES_TENUS))
    .chain((type) =>
      fc.tuple(
        fc.constant(type),
        fc.array(fc.oneof({ weight: 4, arbitrary: parametre(type) }, entier, tri(type)), { maxLength: 3 }),
      ),
    );
  await fc.assert(
    fc.asyncProperty(demande, fc.constantFrom('none', 'estimate'), async ([type, params], total) => {
      const recherche = lisible(type, [...params, ['_total', total], ['_count', '3']]);
      if (recherche === undefined) return;
      for (const seuil of [0, 2_000]) {
        const page = await chercher(territoire.interroger, recherche, sauf(MONDE.caches), LE, seuil);
        expect(page.trouves.length).toBeLessThanOrEqual(3);
        const ecrite = await chercherEcrit(territoire.interroger, recherche, sauf(MONDE.caches), LE, BASE, seuil);
        expect(lueDe(ecrite)).toEqual(attendueDe(page));
      }
    }),
    { numRuns: 250 },
  );
}, 60_000);

const BASE = 'https://cordee.invalid/fhir';

/** Matches keep their order; included resources have none. */
function lueDe({ entrees, total, suite, nombre, avertissements }: PageEcrite) {
  const lues = JSON.parse(`[${entrees.join('')}]`) as readonly { fullUrl: string; search: { mode: string } }[];
  const de = (mode: string) => lues.filter(({ search }) => search.mode === mode);
  return {
    trouves: de('match').map(({ fullUrl }) => fullUrl),
    inclus: new Set(de('include').map(({ fullUrl }) => fullUrl)),
    nombre: lues.length === nombre ? nombre : `${lues.length} au lieu de ${nombre}`,
    total,
    suite,
    avertissements,
  };
}

function attendueDe({ trouves, inclus, total, suite, avertissements }: PageFhir) {
  const adresse = ({ type, id }: { type: string; id: string }) => `${BASE}/${type}/${id}`;
  return {
    trouves: trouves.map(adresse),
    inclus: new Set(inclus.map(adresse)),
    nombre: trouves.length + inclus.length,
    total,
    suite,
    avertissements,
  };
}

/** What is not understood is left aside, so that the rest reaches the base; undefined when the search is refused as too costly. */
function lisible(type: string, params: readonly [string, string][]): Recherche | undefined {
  try {
    return lireRecherche(type, params, { ...OPTIONS, strict: false, parente: () => [{ systeme: 'a', code: 'b' }] });
  } catch (erreur) {
    if (erreur instanceof RefusFhir) return undefined;
    throw erreur;
  }
}
