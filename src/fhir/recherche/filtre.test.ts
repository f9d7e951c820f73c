import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RefusFhir } from '../refus.ts';
import { lire } from './epreuve/testing.ts';
import type { Critere } from './modele.ts';

const filtre = (type: string, texte: string): readonly Critere[] =>
  lire(`${type}?_filter=${encodeURIComponent(texte)}`).criteres;

const MOTS = [
  '(',
  ')',
  'and',
  'or',
  'not',
  'name',
  'gender',
  'eq',
  'co',
  '"a b"',
  '"',
  '[',
  'true',
  '1940',
  'organization.name',
  '\\',
];

function lueOuRefusee(texte: string): boolean {
  try {
    return filtre('Patient', texte).length >= 0;
  } catch (erreur) {
    return erreur instanceof RefusFhir;
  }
}

describe('Un filtre composé (_filter)', () => {
  test('chaque opérateur devient le critère de la recherche simple', () => {
    expect(filtre('Patient', 'name co "Hélé"')).toEqual(lire('Patient?name:contains=Hélé').criteres);
    expect(filtre('Patient', 'name sw hele')).toEqual(lire('Patient?name=hele').criteres);
    expect(filtre('Patient', 'birthdate ge 1940-01')).toEqual(lire('Patient?birthdate=ge1940-01').criteres);
    expect(filtre('Task', 'patient eq Patient/p1')).toEqual(lire('Task?patient=Patient/p1').criteres);
    expect(filtre('Task', 'patient.family eq "Martin, père"')).toMatchObject([
      { genre: 'chaine', branches: [{ critere: { genre: 'texte', mode: 'egal', valeurs: ['martin pere'] } }] },
    ]);
    expect(filtre('Observation', 'code eq http://loinc.org|8480-6')).toEqual(
      lire('Observation?code=http://loinc.org|8480-6').criteres,
    );
    expect(filtre('Patient', 'deceased pr false')).toEqual(lire('Patient?deceased:missing=true').criteres);
    expect(filtre('Patient', 'gender ne male')).toMatchObject([{ genre: 'non', critere: { genre: 'jeton' } }]);
  });

  test('« and » et « or » se lisent de gauche à droite, les parenthèses d’abord', () => {
    const [a, b, c] = ['gender eq male', 'active eq true', 'birthdate lt 1950'];
    expect(filtre('Patient', `${a} or ${b} and ${c}`)).toMatchObject([{ genre: 'ou' }, { genre: 'date' }]);
    expect(filtre('Patient', `${a} or (${b} and ${c})`)).toMatchObject([
      { genre: 'ou', criteres: [{ genre: 'jeton' }, { genre: 'et' }] },
    ]);
    expect(filtre('Patient', `not (${a} and ${b})`)).toMatchObject([{ genre: 'non', critere: { genre: 'et' } }]);
  });

  test.each([
    '',
    'name',
    'name co',
    'name co "sans fin',
    '(name co a',
    'name co a)',
    'name co a name co b',
    'name ge a',
    'birthdate co 1940',
    'birthdate ge ge1940',
    'gender sw m',
    'gender pr peut-être',
    'nom eq a',
    'name:exact eq a',
    '_filter eq a',
    '_has:Task:patient:status eq x',
    'name[family eq a].given eq b',
    `${'('.repeat(20)}name eq a${')'.repeat(20)}`,
    Array.from({ length: 40 }, () => 'name eq a').join(' or '),
    `name eq ${'a'.repeat(5_000)}`,
  ])('refusé avec une phrase : %s', (texte) => {
    expect(() => filtre('Patient', texte)).toThrow(RefusFhir);
  });

  test('n’importe quel texte est lu ou refusé, jamais une panne', () => {
    const mots = fc.constantFrom(...MOTS);
    fc.assert(
      fc.property(fc.array(fc.oneof(mots, fc.string({ maxLength: 4 })), { maxLength: 20 }), (morceaux) => {
        expect(lueOuRefusee(morceaux.join(' '))).toBe(true);
      }),
    );
  });
});
