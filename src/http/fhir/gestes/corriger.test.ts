import fc from 'fast-check';
import { createPatch } from 'rfc6902';
import { expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { corriger, lireCorrections } from './corriger.ts';

const zoe = () => ({ resourceType: 'Patient', id: 'zoe', name: [{ family: 'Hélénard', given: ['Zoé'] }] });
const correction = (valeur: unknown) => lireCorrections({ genre: 'patch', valeur });

test('une correction ajoute, remplace, enlève et vérifie', () => {
  const corrigee = corriger(
    zoe(),
    correction([
      { op: 'test', path: '/name/0/family', value: 'Hélénard' },
      { op: 'replace', path: '/name/0/family', value: 'Martin' },
      { op: 'add', path: '/active', value: true },
      { op: 'remove', path: '/name/0/given/0' },
    ]),
  );
  expect(corrigee).toEqual({
    resourceType: 'Patient',
    id: 'zoe',
    active: true,
    name: [{ family: 'Martin', given: [] }],
  });
});

test.each([
  [[{ op: 'test', path: '/active', value: true }], /test de l’opération 1/],
  [
    [
      { op: 'add', path: '/active', value: true },
      { op: 'remove', path: '/rien' },
    ],
    /opération 2/,
  ],
  [[{ op: 'replace', path: '/name/0/family/0', value: {} }], /opération 1/],
  [[{ op: 'add', path: '/name/0/family/x', value: 1 }], /opération 1/],
  [[{ op: 'replace', path: '/id', value: 'autre' }], /identifiant/],
  [[{ op: 'replace', path: '', value: {} }], /toute la ressource/],
  [[{ op: 'add', path: '/__proto__/x', value: 1 }], /PUT/],
])('la correction %j est refusée', (operations, phrase) => {
  expect(() => corriger(zoe(), correction(operations))).toThrow(
    expect.objectContaining({ statut: 422, texte: expect.stringMatching(phrase) as unknown }),
  );
});

test.each([[{}], [[{ op: 'autre', path: '/a' }]], [[{ op: 'add', path: 'sans-barre', value: 1 }]], ['x'], [null]])(
  '%j n’est pas une correction',
  (valeur) => {
    expect(() => correction(valeur)).toThrow(expect.objectContaining({ statut: 400 }));
  },
);

test('une ressource n’est pas une correction : le refus dit ce qu’il faut envoyer', () => {
  expect(() => lireCorrections({ genre: 'ressource', valeur: { resourceType: 'Patient' } })).toThrow(
    expect.objectContaining({ texte: expect.stringContaining('JSON Patch') as unknown }),
  );
});

test('dans un Bundle, une correction voyage dans un Binary', () => {
  const data = Buffer.from('[{"op":"remove","path":"/name"}]').toString('base64');
  const lues = lireCorrections({ genre: 'ressource', valeur: { resourceType: 'Binary', contentType: 'x', data } });
  expect(corriger(zoe(), lues)).toEqual({ resourceType: 'Patient', id: 'zoe' });
});

test('des copies en cascade ne font pas enfler la ressource sans fin', () => {
  const operations = [
    { op: 'add', path: '/a', value: ['x'.repeat(1000)] },
    ...Array.from({ length: 60 }, () => ({ op: 'copy', from: '/a', path: '/a/-' })),
  ];
  expect(() => corriger(zoe(), correction(operations))).toThrow(expect.objectContaining({ statut: 413 }));
});

const objet = fc
  .dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 3 }))
  .filter((o) => !JSON.stringify(o).includes('__proto__'));

test('la différence entre deux ressources, appliquée à la première, donne la seconde', () => {
  fc.assert(
    fc.property(objet, objet, (avant, apres) => {
      const operations = createPatch({ ...zoe(), ...avant }, { ...zoe(), ...apres });
      const corrigee = corriger(
        structuredClone({ ...zoe(), ...avant }),
        correction(JSON.parse(JSON.stringify(operations))),
      );
      expect(JSON.parse(JSON.stringify(corrigee))).toEqual(JSON.parse(JSON.stringify({ ...zoe(), ...apres })));
    }),
  );
});

test('la longueur d’une liste n’est pas un élément : la changer est refusé, et la liste reste entière', () => {
  for (const [op, value] of [
    ['replace', 0],
    ['replace', 4_000_000_000],
    ['replace', {}],
    ['add', 9],
    ['test', zoe().name.length],
  ] as const) {
    const ressource = zoe();
    expect(() => corriger(ressource, correction([{ op, path: '/name/length', value }]))).toThrow(
      expect.objectContaining({ statut: 422 }),
    );
    expect(ressource).toEqual(zoe());
  }
});

test('une correction quelconque s’applique ou est refusée, jamais une panne', () => {
  const chemin = fc
    .array(fc.constantFrom('name', '0', '-', '-5', 'family', '~1', '~', '', 'length', 'constructor'))
    .map((m) => m.map((x) => `/${x}`).join(''));
  const operation = fc.record({
    op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
    path: chemin,
    from: chemin,
    value: fc.jsonValue({ maxDepth: 2 }),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 8 }), (operations) => {
      expect(issueDe(() => corriger(zoe(), correction(operations)))).toBe('attendue');
    }),
  );
});

function issueDe(faire: () => unknown): string {
  try {
    faire();
    return 'attendue';
  } catch (erreur) {
    return erreur instanceof RefusFhir ? 'attendue' : String(erreur);
  }
}
