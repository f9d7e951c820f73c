import { expect, test } from 'vitest';
import { horairesEnMots } from './horaires.ts';

const jours = (de: number, a: number, debut?: string, fin?: string) =>
  Array.from({ length: a - de + 1 }, (_vide, i) => ({ jour: de + i, debut, fin }));

test.each([
  [jours(1, 5, '08:00', '19:00'), ['lundi à vendredi 8 h à 19 h']],
  [jours(1, 7, '00:00', '24:00'), ['tous les jours, jour et nuit']],
  [
    [...jours(1, 2, '08:30', '12:00'), ...jours(4, 4, '14:00', '18:00')],
    ['lundi et mardi 8 h 30 à 12 h', 'jeudi 14 h à 18 h'],
  ],
  [[...jours(3, 3, '14:00', '18:00'), ...jours(3, 3, '08:00', '12:00')], ['mercredi 8 h à 12 h et 14 h à 18 h']],
  [jours(2, 3), ['mardi et mercredi']],
  [[], []],
])('%j se lit %j', (horaires, attendu) => {
  expect(horairesEnMots(horaires)).toEqual(attendu);
});
