import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DateNaissance } from '#lib/identifiants/index.ts';
import {
  comparerTraitsStricts,
  completerTraitsStricts,
  jugerPiece,
  sansDesaccord,
  type ContextePiece,
} from './index.ts';
import { desTraits, desTraitsQualifies } from './testing.ts';

const accords = (a = desTraits(), b = desTraits()) =>
  Object.fromEntries(comparerTraitsStricts(a, b).map(({ trait, accord }) => [trait, accord]));

describe('la comparaison stricte', () => {
  test('casse, accents et tirets typographiques ne séparent pas ; une lettre sépare', () => {
    expect(accords(desTraits({ nomNaissance: 'D’Arc' }), desTraits({ nomNaissance: "D'ARC" }))['nomNaissance']).toBe(
      'identique',
    );
    expect(
      accords(desTraits({ nomNaissance: 'Petit' }), desTraits({ nomNaissance: 'PETIT-JEAN' }))['nomNaissance'],
    ).toBe('different');
    expect(accords(desTraits({ nomNaissance: 'Aubry' }), desTraits({ nomNaissance: 'Aubri' }))['nomNaissance']).toBe(
      'different',
    );
  });

  test('le premier prénom ou la seule année sont un début, pas un désaccord', () => {
    const court = desTraits({ prenomsNaissance: ['Jeanne'], dateNaissance: '1942' as DateNaissance });
    expect(accords(court, desTraits())).toMatchObject({ prenoms: 'incomplet', dateNaissance: 'incomplet' });
    expect(accords(desTraits(), court)).toMatchObject({ prenoms: 'different', dateNaissance: 'different' });
    expect(accords(desTraits({ prenomsNaissance: ['Jean'] }), desTraits())).toMatchObject({ prenoms: 'different' });
  });

  test('compléter deux fois ne change rien, et ce qui est complété est sans désaccord', () => {
    const partiels = fc.record({
      prenomsNaissance: fc.constantFrom([], ['Dominique'], ['DOMINIQUE', 'MARIE-LOUISE']),
      dateNaissance: fc.constantFrom(undefined, '1979' as DateNaissance, '1979-03-28' as DateNaissance),
      sexe: fc.constantFrom('inconnu' as const, 'feminin' as const),
      nomNaissance: fc.constantFrom(undefined, 'Pat-trois'),
    });
    fc.assert(
      fc.property(partiels, ({ nomNaissance, dateNaissance, ...reste }) => {
        const ici = {
          ...reste,
          ...(nomNaissance === undefined ? {} : { nomNaissance }),
          ...(dateNaissance === undefined ? {} : { dateNaissance }),
        };
        const preuve = desTraitsQualifies();
        const complets = completerTraitsStricts(ici, preuve);
        expect(sansDesaccord(comparerTraitsStricts(ici, preuve))).toBe(true);
        expect(comparerTraitsStricts(complets, preuve).every(({ accord }) => accord === 'identique')).toBe(true);
        expect(completerTraitsStricts(complets, preuve)).toEqual(complets);
      }),
    );
  });
});

describe('les pièces (INS-07)', () => {
  const adulte: ContextePiece = { mineur: false, pieceDUnParent: false, perimee: false, ehpad: false };
  test.each<[string, Partial<ContextePiece>, string | undefined]>([
    ['CN', {}, undefined],
    ['PA', {}, undefined],
    ['CS', {}, undefined],
    ['PC', {}, 'non_probante'],
    ['XX', {}, 'non_probante'],
    ['CN', { perimee: true }, 'perimee'],
    ['CN', { perimee: true, ehpad: true }, undefined],
    ['PC', { ehpad: true }, 'non_probante'],
    ['LE', {}, 'reservee_aux_mineurs'],
    ['LE', { mineur: true }, 'piece_d_un_parent'],
    ['LE', { mineur: true, pieceDUnParent: true }, undefined],
    ['AN', { mineur: true, pieceDUnParent: true }, undefined],
    ['AN', { ehpad: true }, undefined],
    ['CN', { mineur: true }, undefined],
  ])('%s %j : %s', (piece, contexte, attendu) => {
    expect(jugerPiece(piece, { ...adulte, ...contexte })).toBe(attendu);
  });
});
