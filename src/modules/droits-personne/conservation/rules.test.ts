import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReglageConservation } from './reglages.ts';
import { CATEGORIES, gardesDe, partants, phaseDe, type Categorie, type Horloges } from './rules.ts';

const R = ReglageConservation.parse({});
const date = (texte: string) => new Date(`${texte}T10:00:00Z`);
const partLe = (h: Horloges, categorie: Categorie) =>
  gardesDe(h, R)
    .find((g) => g.categorie === categorie)
    ?.partLe.toISOString()
    .slice(0, 10);

describe('combien de temps on garde (RG-05)', () => {
  const d2020 = date('2020-02-29');
  test('la santé vingt ans après le dernier passage, jamais avant le 28e anniversaire', () => {
    expect(partLe({ derniers: { sante: d2020 }, gel: false }, 'sante')).toBe('2040-02-29');
    expect(partLe({ derniers: { sante: d2020 }, naissance: date('2018-05-04'), gel: false }, 'sante')).toBe(
      '2046-05-04',
    );
  });

  test('dix ans après un décès proche du dernier passage ; trente ans pour une transfusion', () => {
    expect(partLe({ derniers: { sante: d2020 }, deces: date('2021-01-01'), gel: false }, 'sante')).toBe('2031-01-01');
    expect(partLe({ derniers: { sante: d2020 }, deces: date('2035-01-01'), gel: false }, 'sante')).toBe('2040-02-29');
    expect(partLe({ derniers: { transfusion: d2020 }, gel: false }, 'transfusion')).toBe('2050-02-28');
  });

  test('le social deux ans après le dernier contact ; plus longtemps seulement avec une raison écrite', () => {
    expect(partLe({ derniers: { social: d2020 }, gel: false }, 'social')).toBe('2022-02-28');
    expect(ReglageConservation.safeParse({ socialArchiveMois: 36 }).success).toBe(false);
    expect(ReglageConservation.safeParse({ socialArchiveMois: 36, socialPourquoi: 'Recours CDAPH' }).success).toBe(
      true,
    );
    expect(ReglageConservation.safeParse({ santeMois: 12 }).success).toBe(false);
  });

  test('situation mixte : le volet social part, le volet santé et l’identité restent', () => {
    const h = { derniers: { social: d2020, sante: d2020, identite: d2020 }, gel: false };
    expect(partants(h, R, date('2022-02-27'))).toEqual([]);
    expect(partants(h, R, date('2022-03-01'))).toEqual(['social']);
    expect(partants(h, R, date('2040-03-01'))).toEqual(['sante', 'social', 'identite']);
  });
});

const instant = fc.date({ min: date('1930-01-01'), max: date('2080-01-01'), noInvalidDate: true });
const horloges: fc.Arbitrary<Horloges> = fc.record({
  derniers: fc.dictionary(fc.constantFrom(...CATEGORIES), instant) as fc.Arbitrary<Partial<Record<Categorie, Date>>>,
  naissance: fc.option(instant, { nil: undefined }),
  deces: fc.option(instant, { nil: undefined }),
  gel: fc.boolean(),
});

describe('quelles que soient les dates', () => {
  test('un recours suspend tout', () => {
    fc.assert(
      fc.property(horloges, instant, (h, le) => {
        expect(partants({ ...h, gel: true }, R, le)).toEqual([]);
      }),
    );
  });

  test('rien ne part avant son archive, et l’identité ne part jamais avant le reste', () => {
    fc.assert(
      fc.property(horloges, instant, (h, le) => {
        const gardes = gardesDe(h, R);
        const partis = partants({ ...h, gel: false }, R, le);
        expect(gardes.every((g) => g.archiveLe <= g.partLe)).toBe(true);
        if (partis.includes('identite')) expect(partis).toHaveLength(gardes.length);
      }),
    );
  });

  test('ce qui est parti un jour l’est encore le lendemain ; un contact plus récent ne raccourcit jamais', () => {
    fc.assert(
      fc.property(horloges, instant, instant, (h, a, b) => {
        const [avant, apres] = a < b ? [a, b] : [b, a];
        expect(partants(h, R, apres)).toEqual(expect.arrayContaining([...partants(h, R, avant)]));
      }),
    );
    fc.assert(
      fc.property(instant, instant, fc.option(instant, { nil: undefined }), (a, b, naissance) => {
        const [tot, tard] = a < b ? [a, b] : [b, a];
        for (const categorie of ['sante', 'social', 'transfusion'] as const) {
          const le = (dernier: Date) =>
            gardesDe({ derniers: { [categorie]: dernier }, naissance, gel: false }, R)[0]?.partLe;
          expect(Number(le(tard))).toBeGreaterThanOrEqual(Number(le(tot)));
        }
      }),
    );
  });

  test('active, puis archive, puis terme : jamais en arrière', () => {
    const ordre = ['active', 'archive', 'terme'];
    fc.assert(
      fc.property(horloges, instant, instant, (h, a, b) => {
        const [tot, tard] = a < b ? [a, b] : [b, a];
        for (const garde of gardesDe(h, R))
          expect(ordre.indexOf(phaseDe(garde, false, tard))).toBeGreaterThanOrEqual(
            ordre.indexOf(phaseDe(garde, false, tot)),
          );
      }),
    );
  });
});
