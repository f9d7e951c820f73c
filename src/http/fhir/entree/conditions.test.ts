import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { ecrireParametres, etagParmi, lireEtag, lireParametres } from './conditions.ts';

test.each(['W/"12"', '"12"', '12', ' W/"12" '])('« %s » nomme la version 12', (texte) => {
  expect(lireEtag(texte)).toBe(12);
  expect(etagParmi(`W/"3", ${texte}`, 12)).toBe(true);
});

test.each(['', 'W/"x"', 'W/"1", W/"2"', '-1', '*'])('« %s » n’est pas une version', (texte) => {
  expect(() => lireEtag(texte)).toThrow(RefusFhir);
});

test('une étoile vaut toute version, une liste illisible n’en vaut aucune', () => {
  expect(etagParmi('*', 4)).toBe(true);
  expect(etagParmi('abc, W/"44"', 4)).toBe(false);
});

test('des paramètres écrits dans une adresse se relisent pareils', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc
          .tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
          .filter((paire) => !paire.join('').includes('\u0000')),
      ),
      (params) => {
        expect(lireParametres(ecrireParametres(params))).toEqual(params);
      },
    ),
  );
});

test('un « + » est une espace, un pour-cent orphelin ou un caractère nul sont refusés', () => {
  expect(lireParametres('name=de+la%2BTour&active')).toEqual([
    ['name', 'de la+Tour'],
    ['active', ''],
  ]);
  for (const requete of ['a=%', 'a=%E9', 'a=%00']) expect(() => lireParametres(requete)).toThrow(RefusFhir);
});
