import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bornesDeDate,
  bornesDePeriode,
  cleDeNombre,
  DEBUT_DES_NOMBRES,
  FIN_DES_NOMBRES,
  FIN_DES_TEMPS,
} from './index.ts';

const comparer = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
/** Byte order, as PostgreSQL sorts with collate "C". */
const octets = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
const nombre = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(0, -0, 0.1, 0.01, -0.1, 9.99, 10, 10.5, 105, 5e-324, -5e-324, Number.MAX_VALUE),
);

describe('La clé d’un nombre', () => {
  test('range les nombres comme eux-mêmes', () => {
    fc.assert(
      fc.property(nombre, nombre, (a, b) => {
        expect(octets(cleDeNombre(a), cleDeNombre(b))).toBe(comparer(a + 0, b + 0));
      }),
      { numRuns: 2000 },
    );
  });

  test('tient entre le début et la fin des nombres', () => {
    fc.assert(
      fc.property(nombre, (n) => {
        expect(octets(DEBUT_DES_NOMBRES, cleDeNombre(n))).toBe(-1);
        expect(octets(cleDeNombre(n), FIN_DES_NOMBRES)).toBe(-1);
      }),
    );
  });

  test('n’existe pas pour ce qui n’est pas un nombre fini', () => {
    expect(() => cleDeNombre(Number.NaN)).toThrow(RangeError);
    expect(() => cleDeNombre(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('Les bornes d’une date', () => {
  test.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['2026-11', '2026-11-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2026-11-28', '2026-11-28T00:00:00.000Z', '2026-11-28T23:59:59.999Z'],
    ['2026-11-28T09:30', '2026-11-28T09:30:00.000Z', '2026-11-28T09:30:59.999Z'],
    ['2026-11-28T09:30:15Z', '2026-11-28T09:30:15.000Z', '2026-11-28T09:30:15.999Z'],
    ['2026-11-28T09:30:15+01:00', '2026-11-28T08:30:15.000Z', '2026-11-28T08:30:15.999Z'],
    ['2026-11-28T09:30:15.1Z', '2026-11-28T09:30:15.100Z', '2026-11-28T09:30:15.199Z'],
    ['2026-11-28T09:30:15.123456Z', '2026-11-28T09:30:15.123Z', '2026-11-28T09:30:15.123Z'],
    ['9999', '9999-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
  ])('%s va de %s à %s', (texte, debut, fin) => {
    expect(bornesDeDate(texte)).toEqual({ debut, fin });
  });

  test.each(['2026-02-31', '2026-13', '26', '2026-1-1', 'hier', '2026-11-28T25:00Z', '2026-11-28 09:30', ''])(
    '« %s » n’est pas une date',
    (texte) => {
      expect(bornesDeDate(texte)).toBeUndefined();
    },
  );

  test('un instant est entre les bornes de toutes ses précisions', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01Z'), max: new Date('9999-12-31Z'), noInvalidDate: true }),
        (date) => {
          const instant = date.toISOString();
          for (const longueur of [4, 7, 10, 16, 19, 23]) {
            const bornes = bornesDeDate(longueur > 10 ? `${instant.slice(0, longueur)}Z` : instant.slice(0, longueur));
            expect(bornes !== undefined && bornes.debut <= instant && instant <= bornes.fin).toBe(true);
          }
        },
      ),
    );
  });

  test('une période sans fin va jusqu’à la fin des temps', () => {
    expect(bornesDePeriode({ start: '2026-11' })).toEqual({ debut: '2026-11-01T00:00:00.000Z', fin: FIN_DES_TEMPS });
    expect(bornesDePeriode({})).toBeUndefined();
  });
});
