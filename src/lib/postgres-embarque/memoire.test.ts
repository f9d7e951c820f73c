import { expect, test } from 'vitest';
import { memoirePartagee } from './memoire.ts';

const GO = 1024 ** 3;

test.each([
  ['une petite machine garde le réglage d’usage', 1 * GO, undefined, '128MB'],
  ['une machine de cabinet en donne le seizième', 4 * GO, 0, '256MB'],
  ['une grande machine n’en donne pas plus qu’il n’en faut', 64 * GO, undefined, '512MB'],
  ['une enveloppe plus étroite que la machine compte seule', 64 * GO, 2 * GO, '128MB'],
  ['une limite sans fin n’en est pas une', 8 * GO, 2 ** 63, '512MB'],
])('%s', (_cas, machine, limite, attendue) => {
  expect(memoirePartagee(machine, limite)).toBe(attendue);
});
