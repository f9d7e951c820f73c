import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comprendreNaissance, direNeeLe, ecrireNaissance, lireNaissance } from './naissance.ts';

const LE_26 = new Date('2026-11-26T15:05:00+01:00');

describe('la date de naissance tapée à la main', () => {
  test.each([
    ['12/03/1942', '1942-03-12'],
    ['12 3 1942', '1942-03-12'],
    ['12031942', '1942-03-12'],
    ['1942-03-12', '1942-03-12'],
    ['03/1942', '1942-03'],
    [' 1942 ', '1942'],
  ])('« %s » se comprend', (texte, attendu) => expect(lireNaissance(texte)).toBe(attendu));

  test.each(['', '31/02/1942', '42', '13/1942', '1842', 'mars 1942', '12/03/42'])('« %s » ne se devine pas', (texte) =>
    expect(lireNaissance(texte)).toBeUndefined(),
  );

  test('ce qui est réécrit dans le champ se relit pareil', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-02'), max: new Date('2026-11-26'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          for (const partielle of [iso, iso.slice(0, 7), iso.slice(0, 4)]) {
            expect(lireNaissance(ecrireNaissance(partielle))).toBe(partielle);
          }
        },
      ),
    );
  });

  test('ce qui est compris se dit avec l’âge, jamais pour un âge impossible', () => {
    expect(comprendreNaissance('12/03/1942', LE_26)).toBe('12 mars 1942, 84 ans');
    expect(comprendreNaissance('1942', LE_26)).toBe('1942, environ 84 ans');
    expect(comprendreNaissance('01/01/2027', LE_26)).toBeUndefined();
    expect(direNeeLe('1942-03-01')).toBe('né(e) le 1er mars 1942');
    expect(direNeeLe('12/03/1942')).toBe('né(e) le 12/03/1942');
  });
});
