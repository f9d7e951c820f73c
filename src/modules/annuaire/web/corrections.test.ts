import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { corrections } from './corrections.ts';

const CONNU = { telephone: '0353012001', mssante: 'paul.martin@medecin.mss-orsene.invalid' };

test('ce qui n’a pas changé, ou est écrit autrement, n’est pas une correction', () => {
  expect(
    corrections(CONNU, {
      telephone: '03 53 01 20 01',
      mssante: ' Paul.Martin@medecin.mss-orsene.invalid ',
      places: '',
    }),
  ).toEqual({});
});

test('ce qui est vidé ne dit rien, ce qui est changé part seul', () => {
  expect(corrections(CONNU, { telephone: '', mssante: '', places: '' })).toEqual({});
  expect(corrections(CONNU, { telephone: '03 53 01 99 99', mssante: CONNU.mssante, places: '0' })).toEqual({
    telephone: '0353019999',
    places: 0,
  });
});

test('appliquer deux fois la même saisie ne corrige plus rien', () => {
  const numero = fc.integer({ min: 0, max: 9999 }).map((n) => `035301${String(n).padStart(4, '0')}`);
  fc.assert(
    fc.property(numero, numero, (avant, saisi) => {
      const saisie = { telephone: saisi, mssante: '', places: '' };
      const apres = { telephone: avant, ...corrections({ telephone: avant }, saisie) };
      expect(corrections(apres, saisie)).toEqual({});
    }),
  );
});
