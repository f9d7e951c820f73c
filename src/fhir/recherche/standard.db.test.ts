import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identifiee } from '../types.ts';
import { ecrireLot } from '../store/ecriture.ts';
import { chercher } from './chercher.ts';
import { LE, ouvrirTerritoire, sauf, TOUT } from './epreuve/testing-base.ts';
import { lire } from './epreuve/testing.ts';
import type { OptionsDeLecture } from './lire.ts';

let territoire: Awaited<ReturnType<typeof ouvrirTerritoire>>;

const r = (resourceType: string, id: string, reste: object = {}): Identifiee =>
  ({ resourceType, id, ...reste }) as Identifiee;
const ref = (reference: string) => ({ reference });
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const mesure = (value: number, code = 'mm[Hg]') => ({ value, system: 'http://unitsofmeasure.org', code, unit: code });

const tension = (id: string, patient: string, systolique: number, diastolique: number) =>
  r('Observation', id, {
    status: 'final',
    subject: ref(`Patient/${patient}`),
    code: loinc('85354-9'),
    component: [
      { code: loinc('8480-6'), valueQuantity: mesure(systolique) },
      { code: loinc('8462-4'), valueQuantity: mesure(diastolique) },
    ],
  });

const RESSOURCES = [
  r('Patient', 'p1', { name: [{ family: 'Martin' }], gender: 'female', birthDate: '1940-03-01' }),
  r('Patient', 'p2', {
    name: [{ family: 'Saint-Martin' }],
    gender: 'male',
    birthDate: '1951-01-01',
    text: {
      status: 'generated',
      div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Vit à l’étage, chaîne-lit</p></div>',
    },
  }),
  r('Patient', 'p3', { name: [{ family: 'Lecâble' }], gender: 'female', birthDate: '1960-01-01' }),
  tension('haute', 'p1', 180, 70),
  tension('basse', 'p1', 110, 95),
  r('Observation', 'poids', {
    status: 'final',
    subject: ref('Patient/p2'),
    code: loinc('29463-7'),
    valueQuantity: mesure(72, 'kg=x'),
    component: [
      { code: loinc('a'), valueCodeableConcept: { coding: [{ system: 'urn:v', code: 'x' }] } },
      { code: loinc('b'), valueCodeableConcept: { coding: [{ system: 'urn:v', code: 'y' }] } },
    ],
  }),
  r('DocumentReference', 'd1', { status: 'current', content: [] }),
  r('DocumentReference', 'd2', {
    status: 'current',
    content: [],
    relatesTo: [
      { code: 'replaces', target: ref('DocumentReference/d1') },
      { code: 'signs', target: ref('DocumentReference/d0') },
    ],
  }),
  r('Location', 'region', {}),
  r('Location', 'hopital', { partOf: ref('Location/region') }),
  r('Location', 'service', { partOf: ref('Location/hopital') }),
  r('Location', 'boucle', { partOf: ref('Location/boucle') }),
  r('HealthcareService', 'offre', { location: [ref('Location/service')] }),
  r('List', 'l1', {
    status: 'current',
    mode: 'working',
    entry: [{ item: ref('Patient/p1') }, { item: ref('Patient/p3') }],
  }),
  r('Condition', 'c1', {
    subject: ref('Patient/p1'),
    code: { coding: [{ system: 'urn:s', code: 'fils' }], text: 'Chute à domicile' },
  }),
  r('Task', 't1', { status: 'requested', intent: 'order', for: ref('Patient/p1'), description: 'Évaluer la chute' }),
  r('Task', 't2', { status: 'completed', intent: 'order', for: ref('Patient/p2') }),
];

beforeAll(async () => {
  territoire = await ouvrirTerritoire();
  await territoire.ecrire(RESSOURCES);
  await territoire.ecrireAnnuaire([r('Location', 'national', { partOf: ref('Location/hopital') })]);
});
afterAll(() => territoire.fermer());

const PARENTE: OptionsDeLecture['parente'] = (systeme, code, sens) =>
  systeme === 'urn:s'
    ? [
        { systeme, code },
        { systeme, code: sens === 'dessous' ? 'fils' : 'pere' },
      ]
    : undefined;

const trouves = async (requete: string, portee = TOUT) => {
  const recherche = lire(requete, { parente: PARENTE });
  return (await chercher(territoire.interroger, recherche, portee, LE)).trouves.map((l) => l.id).sort();
};

describe('Les paramètres composés', () => {
  test.each([
    ['Observation?component-code-value-quantity=http://loinc.org|8480-6$gt140', ['haute']],
    ['Observation?component-code-value-quantity=8480-6$lt100', []],
    ['Observation?component-code-value-quantity=8462-4$gt90||mm[Hg]', ['basse']],
    ['Observation?component-code-value-quantity=8480-6$gt140,8462-4$gt90', ['basse', 'haute']],
    ['Observation?component-code-value-quantity=8480-6$110|http://unitsofmeasure.org|mm[Hg]', ['basse']],
    ['Observation?component-code-value-concept=a$urn:v|x', ['poids']],
    ['Observation?component-code-value-concept=a$y', []],
    ['Observation?code-value-quantity=29463-7$72', ['poids']],
    ['Observation?code-value-quantity=29463-7$72||kg=x', ['poids']],
    ['Observation?code-value-quantity=85354-9$72', []],
    ['Observation?combo-code-value-quantity=29463-7$72,8480-6$180', ['haute', 'poids']],
    ['Observation?subject=Patient/p1&combo-code-value-quantity=8480-6$ge110', ['basse', 'haute']],
    ['DocumentReference?relationship=replaces$DocumentReference/d1', ['d2']],
    ['DocumentReference?relationship=signs$DocumentReference/d1', []],
    ['Patient?_has:Observation:subject:component-code-value-quantity=8480-6$gt140', ['p1']],
  ])('%s', async (requete, attendus) => {
    expect(await trouves(requete)).toEqual(attendus);
  });

  test('une paire qui change n’est plus trouvée par l’ancienne', async () => {
    await territoire.ecrire([tension('variable', 'p2', 200, 60)]);
    expect(await trouves('Observation?component-code-value-quantity=8480-6$200')).toEqual(['variable']);
    const suivante = tension('variable', 'p2', 120, 60);
    await ecrireLot(
      territoire.interroger,
      [{ geste: 'ecrire', ressource: suivante, attendue: 1 }],
      { auteur: 'essai', le: LE, traces: [] },
      TOUT,
    );
    expect(await trouves('Observation?component-code-value-quantity=8480-6$200')).toEqual([]);
    expect(await trouves('Observation?component-code-value-quantity=8480-6$120')).toEqual(['variable']);
  });
});

describe('Ce qui est au-dessus ou au-dessous', () => {
  test.each([
    ['Location?partof:below=Location/region', ['hopital', 'national', 'service']],
    ['Location?partof:below=hopital', ['national', 'service']],
    ['Location?partof:above=Location/service', ['hopital', 'national', 'service']],
    ['Location?partof:below=Location/boucle', ['boucle']],
    ['HealthcareService?location:below=Location/region', ['offre']],
    ['HealthcareService?location:below=Location/boucle', []],
    ['Condition?code:below=urn:s|pere', ['c1']],
    ['Condition?code:above=urn:s|pere', []],
  ])('%s', async (requete, attendus) => {
    expect(await trouves(requete)).toEqual(attendus);
  });
});

describe('Un filtre, une liste, un texte', () => {
  const filtre = (type: string, texte: string) => `${type}?_filter=${encodeURIComponent(texte)}`;

  test.each([
    [filtre('Patient', 'name co "martin"'), ['p1', 'p2']],
    [filtre('Patient', 'name eq "Martin"'), ['p1']],
    [filtre('Patient', 'name ew "martin" and not (gender eq male)'), ['p1']],
    [filtre('Patient', 'gender ne male'), ['p1', 'p3']],
    [filtre('Patient', 'birthdate lt 1950 or family sw lecable'), ['p1', 'p3']],
    [filtre('Patient', '(gender eq male or birthdate ge 1960) and name pr true'), ['p2', 'p3']],
    [filtre('Task', 'patient.birthdate lt 1950 or status eq completed'), ['t1', 't2']],
    [filtre('Task', 'patient ne Patient/p1'), ['t2']],
    [filtre('Condition', 'code ss urn:s|pere'), ['c1']],
    [filtre('Observation', 'value-quantity gt 70 or component-value-quantity gt 150'), ['haute', 'poids']],
    ['Patient?_list=l1', ['p1', 'p3']],
    ['Patient?_list=inconnue', []],
    ['Patient?_list=l1&gender=female&birthdate=lt1950', ['p1']],
    ['Patient?_id=p1,p2,p3&_text=etage', ['p2']],
    ['Patient?_id=p2&_text=chaine lit', ['p2']],
    ['Patient?_id=p2&_text=xhtml', []],
    ['Task?patient=p1&_content=chute', ['t1']],
    ['Condition?patient=p1&_content=CHÛTE,rien', ['c1']],
    ['Task?patient=p1&_content=status', []],
  ])('%s', async (requete, attendus) => {
    expect((await trouves(requete)).filter((id) => id !== 'variable')).toEqual(attendus);
  });

  test('ce que l’on ne peut pas voir ne décide de rien : ni par un filtre, ni par une liste', async () => {
    const portee = sauf(new Set(['p1']));
    expect(await trouves(filtre('Patient', 'name co "martin" or gender eq female'), portee)).toEqual(['p2', 'p3']);
    expect(await trouves(filtre('Task', 'not (patient.name eq "Saint-Martin")'), portee)).toEqual([]);
    expect(await trouves('Patient?_list=l1', portee)).toEqual(['p3']);
  });
});
