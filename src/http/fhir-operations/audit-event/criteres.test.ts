import { describe, expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { lireCriteres } from './criteres.ts';

type Params = readonly (readonly [string, string])[];
const refus = (params: Params): number | undefined => {
  try {
    lireCriteres(params);
  } catch (erreur) {
    if (erreur instanceof RefusFhir) return erreur.statut;
    throw erreur;
  }
  return undefined;
};

describe('Une recherche de traces', () => {
  test('nomme une personne, une chose, un acteur et un moment', () => {
    expect(
      lireCriteres([
        ['patient', 'Patient/p'],
        ['entity', 'Task/t'],
        ['agent', 'urn:cordee:acteur|compte:sophie'],
        ['date', '2026-11-24'],
        ['_count', '5000'],
      ]),
    ).toEqual({
      patient: 'p',
      objet: 'Task/t',
      acteur: 'compte:sophie',
      depuis: '2026-11-24T00:00:00.000Z',
      jusqua: '2026-11-24T23:59:59.999Z',
      limite: 1_000,
    });
  });

  test.each([
    ['ge2026-11', { depuis: '2026-11-01T00:00:00.000Z' }],
    ['gt2026-11-24', { depuis: '2026-11-25T00:00:00.000Z' }],
    ['le2026-11-24', { jusqua: '2026-11-24T23:59:59.999Z' }],
    ['lt2026-11-24', { jusqua: '2026-11-23T23:59:59.999Z' }],
    ['ge2026-11-24T10:00:00+01:00', { depuis: '2026-11-24T09:00:00.000Z' }],
    ['gt9999-12-31', { depuis: '9999-12-31T00:00:00.000Z' }],
    ['lt0001-01-01', { jusqua: '1000-01-01T00:00:00.000Z' }],
  ])('comprend date=%s', (date, attendu) => {
    expect(
      lireCriteres([
        ['patient', 'p'],
        ['date', date],
      ]),
    ).toMatchObject({ patient: 'p', ...attendu });
  });

  test('deux dates se resserrent', () => {
    const lus = lireCriteres([
      ['date', 'ge2026-11-01'],
      ['date', 'ge2026-11-10'],
      ['date', 'le2026-11-30'],
      ['date', 'le2026-11-20'],
    ]);
    expect(lus).toMatchObject({ depuis: '2026-11-10T00:00:00.000Z', jusqua: '2026-11-20T23:59:59.999Z' });
  });

  test.each([
    ['ni personne ni moment', [['agent', 'compte:x']]],
    ['seulement une fin', [['date', 'le2026-11-01']]],
    [
      'un paramètre inconnu',
      [
        ['patient', 'p'],
        ['policy', 'x'],
      ],
    ],
    ['une date illisible', [['date', 'hier']]],
    ['un préfixe inconnu', [['date', 'ap2026-11-01']]],
    [
      'un acteur illisible',
      [
        ['patient', 'p'],
        ['agent', 'Sophie'],
      ],
    ],
    [
      'deux personnes',
      [
        ['patient', 'p'],
        ['patient', 'q'],
      ],
    ],
    [
      'une personne et une autre',
      [
        ['patient', 'p'],
        ['entity', 'Patient/q'],
      ],
    ],
    [
      'un tri qui n’est pas servi',
      [
        ['patient', 'p'],
        ['_sort', 'agent'],
      ],
    ],
    [
      'un curseur fabriqué',
      [
        ['patient', 'p'],
        ['_cursor', '1 or 1=1'],
      ],
    ],
  ] as const)('est refusée avec %s', (_, params) => {
    expect(refus(params)).toBe(400);
  });
});
