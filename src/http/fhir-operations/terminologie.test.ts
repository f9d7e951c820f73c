import { describe, expect, test } from 'vitest';
import { creerTerminologie } from '#fhir/terminologie/index.ts';
import { operationsDeTerminologie } from './terminologie.ts';
import { corpsDe, refusDe, uneDemande } from './testing.ts';

const SEXES = 'http://hl7.org/fhir/ValueSet/administrative-gender';
const SYSTEME = 'http://hl7.org/fhir/administrative-gender';
const operations = operationsDeTerminologie(creerTerminologie());

type Params = readonly (readonly [string, string])[];
const lancer = (nom: string, type: string, params: Params, corps?: unknown) => {
  const operation = operations.find((o) => o.nom === nom && o.types.includes(type));
  if (operation === undefined) throw new Error(`${nom} manque`);
  // The door never runs an operation outside a promise.
  return Promise.resolve().then(() =>
    operation.executer(uneDemande({ params, ...(corps === undefined ? {} : { corps }) })),
  );
};
const reussir = async (...args: Parameters<typeof lancer>) => corpsDe(await lancer(...args));

describe('$expand', () => {
  test('donne la page demandée, le compte entier et les libellés', async () => {
    expect(
      await reussir('$expand', 'ValueSet', [
        ['url', SEXES],
        ['offset', '1'],
        ['count', '2'],
      ]),
    ).toMatchObject({
      resourceType: 'ValueSet',
      url: SEXES,
      expansion: {
        total: 4,
        offset: 1,
        contains: [
          { system: SYSTEME, code: 'female', display: 'Female' },
          { system: SYSTEME, code: 'other', display: 'Other' },
        ],
      },
    });
  });

  test('cherche parmi les libellés, et une liste vide n’est pas écrite', async () => {
    const trouve = await reussir('$expand', 'ValueSet', [
      ['url', SEXES],
      ['filter', 'FEM'],
    ]);
    expect(trouve).toMatchObject({ expansion: { total: 1, contains: [{ code: 'female' }] } });
    const rien = await reussir('$expand', 'ValueSet', [
      ['url', SEXES],
      ['filter', 'zzz'],
    ]);
    expect(rien).toMatchObject({ expansion: { total: 0 } });
    expect(JSON.stringify(rien)).not.toContain('contains');
  });

  test('connaît un jeu par son identifiant', async () => {
    const operation = operations.find((o) => o.nom === '$expand' && o.niveau === 'instance');
    const jouer = (id: string) =>
      Promise.resolve().then(() => operation?.executer(uneDemande({ type: 'ValueSet', id })));
    expect(await jouer('administrative-gender')).toMatchObject({ corps: { ressource: { url: SEXES } } });
    expect((await refusDe(() => jouer('inconnu'))).statut).toBe(404);
  });

  test('lit aussi ses paramètres dans un corps', async () => {
    const corps = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'url', valueUri: SEXES },
        { name: 'count', valueInteger: 1 },
      ],
    };
    expect(await reussir('$expand', 'ValueSet', [], corps)).toMatchObject({
      expansion: { contains: [{ code: 'male' }] },
    });
  });

  test('une grande liste se demande par pages', async () => {
    const grande = 'http://terminology.hl7.org/ValueSet/v3-ActCode';
    const erreur = await refusDe(() => lancer('$expand', 'ValueSet', [['url', grande]]));
    expect(erreur).toMatchObject({ statut: 422, code: 'fhir.too-costly' });
    expect(
      await reussir('$expand', 'ValueSet', [
        ['url', grande],
        ['count', '3'],
      ]),
    ).toMatchObject({
      expansion: { contains: [{}, {}, {}] },
    });
  });

  test.each([
    ['un jeu inconnu', 404, [['url', 'urn:inconnu']]],
    ['aucun jeu', 400, []],
    [
      'un paramètre inconnu',
      400,
      [
        ['url', SEXES],
        ['profondeur', '2'],
      ],
    ],
    [
      'un nombre illisible',
      400,
      [
        ['url', SEXES],
        ['count', '-1'],
      ],
    ],
    [
      'un paramètre donné deux fois',
      400,
      [
        ['url', SEXES],
        ['url', SEXES],
      ],
    ],
  ] as const)('%s est refusé avec une phrase', async (_, statut, params) => {
    expect((await refusDe(() => lancer('$expand', 'ValueSet', params))).statut).toBe(statut);
  });
});

describe('$lookup', () => {
  test('dit ce qu’est un code', async () => {
    const corps = await reussir('$lookup', 'CodeSystem', [
      ['system', SYSTEME],
      ['code', 'female'],
    ]);
    expect(corps).toMatchObject({
      parameter: [{ name: 'name' }, { name: 'version' }, { name: 'display', valueString: 'Female' }],
    });
  });

  test.each([
    [
      'un code que son système n’a pas',
      404,
      [
        ['system', SYSTEME],
        ['code', 'femme'],
      ],
    ],
    [
      'un système qui n’est pas tenu',
      404,
      [
        ['system', 'http://snomed.info/sct'],
        ['code', '1'],
      ],
    ],
    ['aucun code', 400, [['system', SYSTEME]]],
  ] as const)('%s est refusé', async (_, statut, params) => {
    expect((await refusDe(() => lancer('$lookup', 'CodeSystem', params))).statut).toBe(statut);
  });
});

describe('$validate-code', () => {
  const verdict = async (type: string, params: Params, corps?: unknown) => {
    const { parameter } = (await reussir('$validate-code', type, params, corps)) as {
      parameter: { name: string; valueBoolean?: boolean }[];
    };
    return parameter.find(({ name }) => name === 'result')?.valueBoolean;
  };

  test('juge un code dans un jeu de valeurs, avec ou sans son système', async () => {
    expect(
      await verdict('ValueSet', [
        ['url', SEXES],
        ['code', 'male'],
      ]),
    ).toBe(true);
    expect(
      await verdict('ValueSet', [
        ['url', SEXES],
        ['code', 'male'],
        ['system', SYSTEME],
      ]),
    ).toBe(true);
    expect(
      await verdict('ValueSet', [
        ['url', SEXES],
        ['code', 'male'],
        ['system', 'urn:autre'],
      ]),
    ).toBe(false);
    expect(
      await verdict('ValueSet', [
        ['url', SEXES],
        ['code', 'homme'],
      ]),
    ).toBe(false);
  });

  test('un libellé qui n’est pas le sien est un refus', async () => {
    expect(
      await verdict('CodeSystem', [
        ['url', SYSTEME],
        ['code', 'male'],
        ['display', 'Homme'],
      ]),
    ).toBe(false);
    expect(
      await verdict('CodeSystem', [
        ['url', SYSTEME],
        ['code', 'male'],
        ['display', 'Male'],
      ]),
    ).toBe(true);
  });

  test('un concept vaut par l’un de ses codes', async () => {
    const concept = {
      coding: [
        { system: 'urn:x', code: 'h' },
        { system: SYSTEME, code: 'male' },
      ],
    };
    const corps = {
      resourceType: 'Parameters',
      parameter: [{ name: 'codeableConcept', valueCodeableConcept: concept }],
    };
    expect(await verdict('ValueSet', [['url', SEXES]], corps)).toBe(true);
  });

  test('un corps qui n’est pas Parameters est refusé', async () => {
    expect((await refusDe(() => lancer('$validate-code', 'ValueSet', [], { resourceType: 'Patient' }))).statut).toBe(
      400,
    );
  });
});
