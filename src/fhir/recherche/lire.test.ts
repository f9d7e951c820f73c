import { describe, expect, test } from 'vitest';
import { TYPES_TENUS } from '../types-tenus.ts';
import { creerCatalogue, parametresServis } from './catalogue.ts';
import type { Critere } from './modele.ts';
import { lire } from './epreuve/testing.ts';

const critere = (requete: string): Critere | undefined => lire(requete).criteres[0];

describe('Ce qu’une recherche demande', () => {
  test.each<[string, Partial<Critere>]>([
    ['Patient?identifier=urn:oid:1.2|99', { genre: 'jeton', valeurs: [{ systeme: 'urn:oid:1.2', code: '99' }] }],
    ['Patient?identifier=|99', { valeurs: [{ systeme: '', code: '99' }] }],
    ['Patient?identifier=urn:x|', { valeurs: [{ systeme: 'urn:x', code: undefined }] }],
    [
      'Patient?identifier=a%5C|b,c%5C,d',
      {
        valeurs: [
          { systeme: undefined, code: 'a|b' },
          { systeme: undefined, code: 'c,d' },
        ],
      },
    ],
    ['Patient?gender:not=male', { genre: 'jeton', non: true }],
    [
      'Patient?identifier:of-type=http://s|NI|12',
      { genre: 'type-identifiant', valeurs: [{ systeme: 'http://s', code: 'NI', valeur: '12' }] },
    ],
    ['Patient?name=Hélénard', { genre: 'texte', mode: 'debut', valeurs: ['helenard'] }],
    ['Patient?name:contains=Ô', { mode: 'contient', valeurs: ['o'] }],
    ['Patient?name:exact=Hélé', { mode: 'exact', valeurs: ['Hélé'] }],
    ['Condition?code:text=Diabète', { genre: 'texte', code: 'code:text', valeurs: ['diabete'] }],
    ['Task?owner=Practitioner/a', { genre: 'reference', valeurs: ['Practitioner/a'] }],
    ['Task?owner=https://maison.invalid/fhir/Practitioner/a/_history/2', { valeurs: ['Practitioner/a'] }],
    ['Task?owner=https://ailleurs.invalid/Practitioner/a', { valeurs: ['https://ailleurs.invalid/Practitioner/a'] }],
    ['Task?patient=p1', { valeurs: ['Patient/p1'] }],
    ['Task?subject:Patient=p1', { code: 'subject', valeurs: ['Patient/p1'] }],
    ['Task?patient:identifier=urn:x|1', { genre: 'reference-identifiant', valeurs: [{ systeme: 'urn:x', code: '1' }] }],
    [
      'Patient?birthdate=1940-02',
      {
        genre: 'date',
        valeurs: [{ prefixe: 'eq', debut: '1940-02-01T00:00:00.000Z', fin: '1940-02-29T23:59:59.999Z' }],
      },
    ],
    [
      'Patient?_lastUpdated=2026-01-01T10:00:00.5 02:00',
      {
        valeurs: [{ prefixe: 'eq', debut: '2026-01-01T08:00:00.500Z', fin: '2026-01-01T08:00:00.599Z' }],
      },
    ],
    [
      'RiskAssessment?probability=100',
      { genre: 'nombre', valeurs: [{ prefixe: 'eq', valeur: 100, bas: 99.5, haut: 100.5 }] },
    ],
    ['RiskAssessment?probability=1e2', { valeurs: [{ prefixe: 'eq', valeur: 100, bas: 95, haut: 105 }] }],
    [
      'Observation?value-quantity=gt5.4|http://unitsofmeasure.org|mg',
      {
        genre: 'nombre',
        valeurs: [
          {
            prefixe: 'gt',
            valeur: 5.4,
            bas: 5.4 - 0.05,
            haut: 5.4 + 0.05,
            unite: { systeme: 'http://unitsofmeasure.org', code: 'mg' },
          },
        ],
      },
    ],
    [
      'Observation?value-quantity=5.4||mg',
      {
        valeurs: [
          { prefixe: 'eq', valeur: 5.4, bas: 5.4 - 0.05, haut: 5.4 + 0.05, unite: { systeme: undefined, code: 'mg' } },
        ],
      },
    ],
    ['Questionnaire?url:below=http://x/', { genre: 'uri', mode: 'dessous', valeurs: ['http://x/'] }],
    ['Patient?_id=a,b', { genre: 'id', valeurs: ['a', 'b'] }],
    ['Patient?birthdate:missing=true', { genre: 'absence', code: 'birthdate', de: 'date', absent: true }],
    [
      'Location?near=47.2|-1.5|10|km',
      { genre: 'zone', valeurs: [{ rayonKm: 10, centre: { latitude: 47.2, longitude: -1.5 } }] },
    ],
    ['HealthcareService?near-insee=44162|1500|m', { valeurs: [{ rayonKm: 1.5, centre: { commune: '44162' } }] }],
  ])('%s', (requete, attendu) => {
    expect(critere(requete)).toMatchObject(attendu);
  });

  test('une chaîne suit chaque type qui a le paramètre', () => {
    const patient = critere('Task?patient.identifier=1');
    expect(patient).toMatchObject({ genre: 'chaine', code: 'patient', branches: [{ type: 'Patient' }] });
    const sujet = critere('Observation?subject.name=dupont');
    expect(sujet?.genre === 'chaine' && sujet.branches.map((b) => b.type)).toEqual(
      expect.arrayContaining(['Patient', 'Location']),
    );
    expect(critere('Task?subject:Patient.general-practitioner:Practitioner.name=x')).toMatchObject({
      branches: [{ type: 'Patient', critere: { genre: 'chaine', branches: [{ type: 'Practitioner' }] } }],
    });
  });

  test('_has remonte une référence, même deux fois', () => {
    expect(critere('Patient?_has:Observation:patient:code=123')).toMatchObject({
      genre: 'inverse',
      type: 'Observation',
      code: 'patient',
      critere: { genre: 'jeton', code: 'code' },
    });
    expect(critere('Practitioner?_has:Patient:general-practitioner:_has:Task:patient:status=requested')).toMatchObject({
      genre: 'inverse',
      type: 'Patient',
      critere: { genre: 'inverse', type: 'Task' },
    });
  });

  test('la page, le tri, les inclusions', () => {
    expect(
      lire(
        'Task?_sort=-authored-on,_id&_count=50&_include=Task:patient&_revinclude:iterate=Provenance:target&_total=accurate',
      ),
    ).toMatchObject({
      types: ['Task'],
      tri: [
        { code: 'authored-on', type: 'date', descendant: true },
        { code: '_id', descendant: false },
      ],
      nombre: 50,
      total: 'accurate',
      inclusions: [
        {
          sens: 'vers',
          porteurs: ['Task'],
          codes: ['patient'],
          cibles: ['Patient'],
          cible: undefined,
          iterative: false,
        },
        { sens: 'depuis', porteurs: ['Provenance'], codes: ['target'], iterative: true },
      ],
    });
    expect(lire('Task?_summary=count').nombre).toBe(0);
    expect(lire('Task?_elements=identifier,Task.status').reduction).toEqual({
      genre: 'elements',
      elements: ['identifier', 'status'],
    });
    expect(lire('?_type=Task,Patient&_lastUpdated=gt2020').types).toEqual(['Task', 'Patient']);
    expect(lire('').types).toHaveLength(Object.keys(TYPES_TENUS).length);
  });

  test('un paramètre français donné au démarrage se lit comme les autres', () => {
    const catalogue = creerCatalogue([
      {
        url: 'urn:essai:capacity-status',
        code: 'capacity-status',
        base: ['Location'],
        type: 'token',
        expression: 'Location.extension',
      },
      { url: 'urn:essai:bizarre', code: "x'y", base: ['Location'], type: 'token', expression: 'Location.extension' },
    ]);
    expect(lire('Location?capacity-status=s|02', { catalogue }).criteres[0]).toMatchObject({
      genre: 'jeton',
      code: 'capacity-status',
    });
    expect(lire('HealthcareService?location.capacity-status=02', { catalogue }).criteres[0]).toMatchObject({
      genre: 'chaine',
    });
    expect(parametresServis('Location', catalogue).map((p) => p.code)).toContain('capacity-status');
    expect(catalogue.parametre('Location', "x'y")).toBeUndefined();
  });

  test('un jeu de valeurs connu s’étend en codes', () => {
    const etendre = (url: string) => (url === 'http://vs' ? [{ systeme: 'http://s', code: 'a' }] : undefined);
    expect(lire('Condition?code:in=http://vs', { etendre }).criteres[0]).toMatchObject({
      valeurs: [{ code: 'a' }],
      non: false,
    });
    expect(lire('Condition?code:not-in=http://vs', { etendre }).criteres[0]).toMatchObject({ non: true });
    expect(() => lire('Condition?code:in=http://inconnu', { etendre })).toThrow('not-supported');
  });
});
