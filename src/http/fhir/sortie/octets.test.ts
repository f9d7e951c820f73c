import fc from 'fast-check';
import { expect, test } from 'vitest';
import { octetsDe } from './octets.ts';

test('des morceaux écrits un à un font les mêmes octets que le texte entier', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (morceaux) => {
      expect(Buffer.from(octetsDe(morceaux)).equals(Buffer.from(morceaux.join('')))).toBe(true);
    }),
  );
});

test('une réponse plus longue que la place gardée est entière, et n’abîme pas la précédente', () => {
  const avant = octetsDe('d’abord');
  const long = Array.from({ length: 3_000 }, (_, n) => `${n} ’é${'x'.repeat(2_000)}`);
  expect(Buffer.from(octetsDe(long)).toString()).toBe(long.join(''));
  expect(Buffer.from(octetsDe('œ')).toString()).toBe('œ');
  expect(Buffer.from(avant).toString()).toBe('d’abord');
});
