import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { lireInstant } from './instants.ts';

const usuel: (texte: string) => unknown = pg.types.getTypeParser(1184);
/** As PostgreSQL writes it in UTC: no useless zero after the second. */
const ecrire = (instant: Date): string =>
  `${instant
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')
    .replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : instant.getUTCMilliseconds() === 0 ? zeros : ''))}+00`;

test('un instant écrit par PostgreSQL se relit à la milliseconde, quel qu’il soit', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      (instant) => {
        expect(lireInstant(ecrire(instant)).getTime()).toBe(instant.getTime());
      },
    ),
  );
});

test.each([
  '2026-11-28 09:00:00+00',
  '2026-11-28 09:00:00.1+00',
  '2026-11-28 09:00:00.123456+00',
  '2026-11-28 10:00:00+01',
  '2026-11-28 14:30:00.5+05:30',
  '0044-03-15 09:00:00+00 BC',
  'infinity',
])('%s se lit comme pg le lit', (texte) => {
  expect(lireInstant(texte)).toEqual(usuel(texte));
});
