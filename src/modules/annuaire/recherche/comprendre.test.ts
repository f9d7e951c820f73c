import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jetonsDesNotions } from './candidats.ts';
import { comprendre, type Commune } from './comprendre.ts';
import { NOTIONS } from './lexique.ts';

const commune = (nom: string): Commune => ({ code: nom, nom, latitude: undefined, longitude: undefined });
const communes = new Map([
  ['maubeuge', commune('Maubeuge')],
  ['les essards sur loive', commune('Les Essards-sur-Loive')],
]);
const MARDI = 2;
const lire = (texte: string) => comprendre(texte, { communes, aujourdhui: MARDI });

test('une phrase se lit en métier, besoin, commune et jour', () => {
  const lu = lire('infirmier pansement complexe Maubeuge mercredi');
  expect(lu.notions.map((n) => n.libelle)).toEqual(['Infirmier, infirmière', 'Soins infirmiers']);
  expect(lu.commune?.nom).toBe('Maubeuge');
  expect(lu.jours).toEqual([3]);
  expect(lu.mots).toEqual([]);
});

test.each([
  ['demain', [3]],
  ['aujourd’hui', [2]],
  ['le week-end', [6, 7]],
])('« kiné %s » demande les jours %j', (quand, jours) => {
  expect(lire(`kiné ${quand}`).jours).toEqual(jours);
});

test('une commune de plusieurs mots et un rayon se lisent en entier', () => {
  const lu = lire('aide à domicile à moins de 10 km des Essards-sur-Loive');
  expect(lu.rayonKm).toBe(10);
  expect(lire('SSIAD Les Essards-sur-Loive').commune?.nom).toBe('Les Essards-sur-Loive');
});

test('un téléphone, une adresse et un nom ne se confondent pas', () => {
  expect(lire('03 53 01 20 01').numero).toBe('0353012001');
  expect(lire('+33 3 53 01 20 01').numero).toBe('0353012001');
  expect(lire('Paul.Martin@medecin.mss-orsene.invalid').adresse).toBe('paul.martin@medecin.mss-orsene.invalid');
  expect(lire('Dr Hélène Roy').mots).toEqual(['helene', 'roy']);
});

test('une spécialité dit plus que « médecin », un métier dit plus que celui qu’un besoin suppose', () => {
  expect(jetonsDesNotions(lire('médecin cardiologue').notions)).not.toContain('pro=10');
  expect(jetonsDesNotions(lire('médecin').notions)).toContain('pro=10');
  expect(jetonsDesNotions(lire('kiné chute').notions)).not.toContain('pro=94');
  expect(jetonsDesNotions(lire('chute').notions)).toContain('pro=94');
});

test('tout ce qui est compris se retire d’un mot sans changer le reste', () => {
  const mots = fc.constantFrom('infirmier', 'pansement complexe', 'maubeuge', 'mercredi', 'martin', 'ehpad', '10 km');
  fc.assert(
    fc.property(fc.uniqueArray(mots, { minLength: 1, maxLength: 5 }), (phrase) => {
      const lu = lire(phrase.join(' '));
      const relu = lire(lu.termes.map((t) => t.texte).join(' '));
      expect(relu.termes.map((t) => t.libelle).sort()).toEqual(lu.termes.map((t) => t.libelle).sort());
    }),
  );
});

test('chaque mot du lexique se comprend quelle que soit sa casse', () => {
  const incompris = [...NOTIONS]
    .filter(([mots, notion]) => !lire(mots.toUpperCase()).notions.includes(notion))
    .map(([mots]) => mots);
  expect(incompris).toEqual([]);
});
