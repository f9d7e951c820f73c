import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TYPES_TENUS } from '#fhir/types-tenus.ts';
import { creer, ouvrirPorteDeTest, unPatient, type PorteDeTest } from './testing.ts';

let porte: PorteDeTest;
let zoe: string;

beforeAll(async () => {
  porte = await ouvrirPorteDeTest();
  zoe = (await creer(porte)).id;
});
afterAll(async () => {
  await porte[Symbol.asyncDispose]();
});

const TYPES = [...Object.keys(TYPES_TENUS), 'AuditEvent', 'ValueSet', 'Basic', 'patient', '_search', '$export'];
const unType = fc.constantFrom(...TYPES);
const texte = fc.oneof(fc.string({ maxLength: 30 }), fc.string({ maxLength: 8, unit: 'binary' }));
const unId = fc.oneof(fc.constantFrom('zoe', 'x', '%00', '..', 'a'.repeat(65)), texte.map(encodeURIComponent));
const operation = fc.constantFrom('everything', 'validate', 'document', 'expand', 'lookup', 'export', 'status', 'rien');

const chemin = fc.oneof(
  fc.constantFrom('', '/', '/metadata', '/_history', '/_search', '//', '/%', '/Patient/zoe/_history/1/2'),
  unType.map((t) => `/${t}`),
  fc.tuple(unType, unId).map(([t, id]) => `/${t}/${id}`),
  fc
    .tuple(unType, unId, fc.constantFrom('_history', 'Task', '*', '_history/1', '_history/x'))
    .map((m) => `/${m.join('/')}`),
  fc.tuple(unType, operation).map(([t, o]) => `/${t}/$${o}`),
  fc.tuple(unType, unId, operation).map(([t, id, o]) => `/${t}/${id}/$${o}`),
);

const NOMS = [
  'name identifier birthdate owner status patient.name _has:Task:patient:status near _id _include _revinclude _sort _count',
  '_total _elements _summary _cursor _offset _since _lastUpdated _type _format _pretty name:exact code:in code:not owner:missing',
  'url profile _security _source _text given:contains subject:Patient.name _has:x:y _sort:x',
].flatMap((ligne) => ligne.split(' '));
const VALEURS = [
  String.raw`1 -1 1e9 true Patient/zoe a|b | || a,b a\,b ge2026-01-01 gt2026-13-45 2026 json xml Task:patient * -authored-on`,
  '48.8|2.3|10|km 99999999999999999999 % http://hl7.org/fhir/ValueSet/administrative-gender \u0000',
]
  .flatMap((ligne) => ligne.split(' '))
  .concat('');
const requete = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...NOMS), texte), fc.oneof(fc.constantFrom(...VALEURS), texte)), {
    maxLength: 4,
  })
  .map((params) => (params.length === 0 ? '' : `?${params.map((p) => p.map(encodeURIComponent).join('=')).join('&')}`));

const entetes = fc.dictionary(
  fc.constantFrom(
    'accept',
    'content-type',
    'if-match',
    'if-none-match',
    'if-none-exist',
    'prefer',
    'if-modified-since',
  ),
  fc.oneof(
    fc.constantFrom('*/*', 'application/fhir+xml', 'application/json-patch+json', 'application/x-www-form-urlencoded'),
    fc.constantFrom('W/"1"', '*', 'name=x', 'identifier=a|b', 'return=minimal', 'handling=lenient', 'respond-async'),
    fc.string({ maxLength: 12 }).map((t) => t.replaceAll(/[^\x20-\x7e]/g, '')),
  ),
  { maxKeys: 3 },
);

const element = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.record({ reference: fc.constantFrom('Patient/zoe', 'urn:uuid:1', 'Patient?name=x', '#a', '') }),
  fc.constantFrom('2026-11-28', '2026-13-45', 'requested', '\u0000', 'é'.repeat(3_000)),
);
const ressource = fc
  .tuple(
    unType,
    fc.dictionary(
      fc.constantFrom('id', 'status', 'name', 'identifier', 'subject', 'meta', 'code', 'period', 'contained', 'text'),
      element,
    ),
  )
  .map(([resourceType, reste]) => ({ resourceType, ...reste }));
const unPatientAbime = fc
  .dictionary(fc.constantFrom('name', 'identifier', 'birthDate', 'meta', 'id', 'active'), element)
  .map((d) => unPatient(d));
const entree = fc.record({
  fullUrl: fc.constantFrom('urn:uuid:1', 'urn:uuid:2', ''),
  resource: fc.oneof(ressource, unPatientAbime),
  request: fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE'),
    url: fc.tuple(chemin, requete).map(([c, r]) => `${c}${r}`),
  }),
});
const unBundle = fc.record({
  resourceType: fc.constant('Bundle'),
  type: fc.constantFrom('batch', 'transaction', 'document'),
  entry: fc.array(fc.oneof(entree, fc.jsonValue({ maxDepth: 2 })), { maxLength: 5 }),
});
const corps = fc.oneof(ressource, unPatientAbime, unBundle, fc.jsonValue(), fc.string({ maxLength: 40 }));

test('une demande quelconque reçoit une réponse, jamais une panne', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'),
      fc.oneof({ weight: 3, arbitrary: chemin }, { weight: 1, arbitrary: fc.constant('') }),
      requete,
      entetes,
      corps,
      async (methode, adresse, suite, avec, contenu) => {
        const envoi = methode.startsWith('P') ? { corps: contenu, entetes: avec } : { entetes: avec };
        const reponse = await porte.demander(methode, `${adresse.replaceAll('zoe', zoe)}${suite}`, envoi);
        expect([reponse.statut < 500, porte.lignes]).toEqual([true, []]);
      },
    ),
    { numRuns: 1_500 },
  );
}, 120_000);
