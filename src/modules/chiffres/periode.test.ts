import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trimestresFinis } from './periode.ts';

test('les trimestres sont finis, se suivent et ne se recouvrent jamais, quel que soit le jour', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (jour) => {
      const liste = trimestresFinis(jour, 6);
      expect(liste[0]?.fin.getTime()).toBeLessThanOrEqual(jour.getTime());
      for (const [n, { debut }] of liste.entries()) if (n < 5) expect(liste[n + 1]?.fin).toEqual(debut);
      expect(new Set(liste.map(({ code }) => code)).size).toBe(6);
    }),
  );
});

test('le 28 novembre 2026, le dernier trimestre fini est celui de l’été', () => {
  expect(trimestresFinis(new Date('2026-11-28T10:00:00Z'), 4).map(({ code }) => code)).toEqual([
    '2026-T3',
    '2026-T2',
    '2026-T1',
    '2025-T4',
  ]);
});
