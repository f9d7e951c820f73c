import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fauteDePrimitif } from './primitifs.ts';

const bons: Readonly<Record<string, readonly unknown[]>> = {
  boolean: [true, false],
  integer: [0, -5, 2_147_483_647],
  positiveInt: [1],
  unsignedInt: [0],
  decimal: [0.1, -3, 1e10],
  string: ['é', 'a\nb'],
  code: ['final', 'a b'],
  id: ['a-1.B'],
  uri: ['urn:oid:1.2', 'a/b'],
  oid: ['urn:oid:1.2.250.1.213.1.4.8', 'urn:oid:2.16'],
  uuid: ['urn:uuid:c757873d-ec9a-4326-a141-556f43239520'],
  date: ['2026', '2026-11', '2024-02-29'],
  dateTime: ['2026', '2026-11-24', '2026-11-24T09:00:00+01:00', '2026-11-24T09:00:00.123Z'],
  instant: ['2026-11-24T09:00:00Z'],
  time: ['09:00:00', '23:59:59.5'],
  base64Binary: ['SGVsbG8=', 'SGVs\nbG8='],
};

const mauvais: Readonly<Record<string, readonly unknown[]>> = {
  boolean: ['true', 1, null],
  integer: [1.5, '1', 2_147_483_648],
  positiveInt: [0],
  unsignedInt: [-1],
  decimal: ['1', Number.NaN],
  string: ['', '  ', 'a\u0000b', 1],
  code: ['', ' a', 'a  b'],
  id: ['', 'a_b', 'a'.repeat(65)],
  uri: ['a b', ''],
  oid: ['1.2.3', 'urn:oid:3.1', 'urn:oid:1.02'],
  uuid: ['c757873d-ec9a-4326-a141-556f43239520', 'urn:uuid:C757873D-ec9a-4326-a141-556f43239520'],
  date: ['2026-02-30', '2023-02-29', '2026-13', '26', '0000', '2026-11-24T09:00:00Z'],
  dateTime: ['2026-11-24T09:00', '2026-11-24T09:00:00', '2026-11-24T25:00:00Z', '2026-02-30T09:00:00Z'],
  instant: ['2026-11-24', '2026-11-24T09:00:00'],
  time: ['9:00:00', '24:00:00', '09:00'],
  base64Binary: ['SGVsbG8', 'SG=sbG8=', '===='],
};

describe('Les valeurs simples', () => {
  test.each(Object.entries(bons))('%s accepte ce que la norme permet', (type, valeurs) => {
    expect(valeurs.map((valeur) => fauteDePrimitif(type, valeur))).toEqual(valeurs.map(() => undefined));
  });

  test.each(Object.entries(mauvais))('%s refuse le reste, en disant ce qui est attendu', (type, valeurs) => {
    for (const valeur of valeurs) expect(fauteDePrimitif(type, valeur)).toMatch(/attendu/i);
  });

  test('tout instant que nous écrivons est un instant', () => {
    const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(fauteDePrimitif('instant', date.toISOString())).toBeUndefined();
      }),
    );
  });

  test('tout contenu encodé en base64 est accepté, même grand', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (octets) => {
        expect(fauteDePrimitif('base64Binary', Buffer.from(octets).toString('base64'))).toBeUndefined();
      }),
    );
    expect(fauteDePrimitif('base64Binary', `${'A'.repeat(4_000_000)}!`)).toBeDefined();
  });
});
