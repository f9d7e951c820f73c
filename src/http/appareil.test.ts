import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decrireAppareil } from './appareil.ts';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox sur Windows'],
  ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', 'Chrome sur Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1', 'Safari sur iPhone'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge sur Windows'],
  ['curl/8', 'Appareil inconnu'],
])('%s', (annonce, attendu) => {
  expect(decrireAppareil(annonce)).toBe(attendu);
});

test('ce qu’un navigateur annonce n’est jamais recopié', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (annonce) => {
      expect(decrireAppareil(annonce)).toMatch(
        /^(?:Appareil inconnu|(?:Edge|Firefox|Chrome|Safari|Navigateur)(?: sur (?:iPhone|iPad|Android|Windows|Mac|Linux))?)$/,
      );
    }),
  );
});
