import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparerVersions, versionConvient } from './versions.ts';

const version = fc.oneof(
  fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((parts) => parts.join('.')),
  fc.tuple(fc.nat(9), fc.constantFrom('snapshot', 'ballot', 'alpha.1', 'alpha.2')).map(([n, s]) => `1.0.${n}-${s}`),
  fc.constantFrom('20230526120000', '2.0', 'courante'),
  fc.constant(undefined),
);

test('l’ordre des versions est un ordre', () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(comparerVersions(a, b)) + Math.sign(comparerVersions(b, a))).toBe(0);
      expect(comparerVersions(a, a)).toBe(0);
      if (comparerVersions(a, b) <= 0 && comparerVersions(b, c) <= 0)
        expect(comparerVersions(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('un brouillon vient avant la version qu’il prépare, et 2.10 après 2.9', () => {
  const rangees = ['2.0.1', '2.10.0', '1.2.0', '1.2.0-snapshot-2', '2.9.0'].toSorted(comparerVersions);
  expect(rangees).toEqual(['1.2.0-snapshot-2', '1.2.0', '2.0.1', '2.9.0', '2.10.0']);
});

test('une dépendance demande une version, une famille ou ce qu’il y a', () => {
  expect(versionConvient('2.1.0', '2.1.0')).toBe(true);
  expect(versionConvient('2.1.3', '2.1.x')).toBe(true);
  expect(versionConvient('2.10.0', '2.1.x')).toBe(false);
  expect(versionConvient('0.0.1', 'current')).toBe(true);
  expect(versionConvient('2.2.0', '2.1.0')).toBe(false);
});
