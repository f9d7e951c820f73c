import { expect, test } from 'vitest';
import { enMinuscule } from './initiale.ts';

test.each([
  ['Responsable du DAC', 'responsable du DAC'],
  ['Éducateur', 'éducateur'],
  ['', ''],
])('« %s » se dit « %s » dans une phrase', (libelle, attendu) => {
  expect(enMinuscule(libelle)).toBe(attendu);
});
