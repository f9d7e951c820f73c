import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleRepetee } from './cle-repetee.ts';

test.each([
  ['{"a":1,"b":2,"a":3}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['[{"x":{"y":1,"z":{"w":[]},"y":2}}]', 'y'],
  ['{"a":{"b":1},"c":[1,"a",{"a":1}],"c":2}', 'c'],
  ['{"":1,"":2}', ''],
  [' { "é" : [ ] , "é" : { } } ', 'é'],
])('%s répète « %s »', (texte, cle) => {
  expect(cleRepetee(texte)).toBe(cle);
});

test.each([
  '{"a":{"a":{"a":1}}}',
  '[{"a":1},{"a":2}]',
  '{"a":"b","b":"a"}',
  '{"a":["a","a"],"b":"\\"a\\":1,\\"a\\":2"}',
  '"{\\"a\\":1,\\"a\\":2}"',
  '{"a\\\\":1,"a":2}',
  '1',
  '',
])('%s ne répète rien', (texte) => {
  expect(cleRepetee(texte)).toBeUndefined();
});

test('ce que JSON.stringify écrit ne répète rien ; la même clé ajoutée une seconde fois se voit, où que ce soit', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (texte) => {
      expect(cleRepetee(texte)).toBeUndefined();
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, noNullPrototype: true }),
      fc.jsonValue({ maxDepth: 2 }),
      (objet, valeur) => {
        const [premiere = ''] = Object.keys(JSON.parse(JSON.stringify(objet)) as object);
        const texte = JSON.stringify([0, { dedans: objet }]);
        const ajout = `,${JSON.stringify(premiere)}:${JSON.stringify(valeur)}}}]`;
        expect(cleRepetee(texte.slice(0, -'}}]'.length) + ajout)).toBe(premiere);
      },
    ),
    { numRuns: 300 },
  );
});
