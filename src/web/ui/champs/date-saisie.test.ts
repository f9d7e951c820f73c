import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateExiste, ecrireParties, lireDateCollee, lireParties } from './date-saisie.ts';

test('une date qui existe devient aaaa-mm-jj, une date impossible reste telle qu’écrite', () => {
  expect(ecrireParties({ jour: '12', mois: '03', annee: '1942' })).toBe('1942-03-12');
  expect(ecrireParties({ jour: '3', mois: '2', annee: '1950' })).toBe('1950-02-03');
  expect(ecrireParties({ jour: '31', mois: '02', annee: '1942' })).toBe('31/02/1942');
  expect(ecrireParties({ jour: '', mois: '', annee: '1942' })).toBe('//1942');
  expect(ecrireParties({ jour: '', mois: '', annee: '' })).toBe('');
});

test('le 29 février n’existe que les années bissextiles', () => {
  expect(dateExiste('2024-02-29')).toBe(true);
  expect(dateExiste('2023-02-29')).toBe(false);
});

test('une date collée d’un seul bloc remplit les trois cases', () => {
  const attendue = { jour: '12', mois: '03', annee: '1942' };
  for (const texte of ['12/03/1942', ' 12 03 1942 ', '12.03.1942', '12031942', '1942-03-12'])
    expect(lireDateCollee(texte)).toEqual(attendue);
  expect(lireDateCollee('le 12 mars')).toBeUndefined();
});

test('relire ce qui vient d’être écrit rend la même saisie', () => {
  const chiffres = (longueur: number) => fc.stringMatching(new RegExp(`^\\d{0,${longueur}}$`, 'u'));
  fc.assert(
    fc.property(chiffres(2), chiffres(2), chiffres(4), (jour, mois, annee) => {
      const ecrite = ecrireParties({ jour, mois, annee });
      const relue = lireParties(ecrite);
      expect(ecrireParties(relue)).toBe(ecrite);
      expect([relue.jour, relue.mois, relue.annee].map(Number)).toEqual([jour, mois, annee].map(Number));
    }),
  );
});
