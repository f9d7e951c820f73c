import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEUIL, sommeDe, taire, type Cellule } from './petites-cellules.ts';

const table = (valeurs: readonly number[]): Cellule[] => valeurs.map((personnes, n) => ({ cle: `c${n}`, personnes }));
const parties = (n: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** n - 1 }, (_, m) =>
    Array.from({ length: n }, (_c, i) => i).filter((i) => ((m + 1) >> i) & 1),
  );

/** Every table of `n` cells from 0 to `max`, gathered by what is shown of it. */
function mondes(n: number, max: number): ReadonlyMap<string, readonly (readonly number[])[]> {
  const vus = new Map<string, number[][]>();
  for (let code = 0; code < (max + 1) ** n; code += 1) {
    const valeurs = Array.from({ length: n }, (_, i) => Math.floor(code / (max + 1) ** i) % (max + 1));
    const montre = JSON.stringify(taire(table(valeurs)));
    const deja = vus.get(montre);
    if (deja === undefined) vus.set(montre, [valeurs]);
    else deja.push(valeurs);
  }
  return vus;
}

describe('aucun groupe de moins de onze personnes ne se déduit', () => {
  test.each([
    [2, 40],
    [3, 26],
    [4, 13],
  ])('dans aucun tableau de %i cases : qui connaît la règle et tout ce qui est montré hésite encore', (n, max) => {
    const fautes: string[] = [];
    for (const [montre, possibles] of mondes(n, max))
      for (const partie of parties(n)) {
        const sommes = new Set(possibles.map((valeurs) => partie.reduce((t, i) => t + (valeurs[i] ?? 0), 0)));
        const [seule = SEUIL] = sommes;
        if (sommes.size === 1 && seule < SEUIL) fautes.push(`${montre} : ${partie.join('+')} = ${seule}`);
      }
    expect(fautes).toEqual([]);
  });

  test('dix mille paires de filtres soustraites : rien sous onze, et les mêmes filtres donnent toujours la même réponse', () => {
    const valeurs = fc.array(fc.nat({ max: 60 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(valeurs, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 20 }), (v, a, b, seuil) => {
        const tue = taire(table(v), seuil);
        const choix = (m: number) => new Set(v.flatMap((_, i) => ((m >> i) & 1 ? [`c${i}`] : [])));
        const [dansA, dansB] = [choix(a), new Set([...choix(a), ...choix(b)])];
        const [petite, grande] = [sommeDe(tue, dansA), sommeDe(tue, dansB)];
        // What the difference of the two answers says of a group: nothing under eleven.
        if (petite !== undefined && grande !== undefined && dansB.size > dansA.size)
          expect(grande - petite).toBeGreaterThanOrEqual(SEUIL);
        for (const [reponse, qui] of [
          [petite, dansA],
          [grande, dansB],
        ] as const)
          if (reponse !== undefined && qui.size > 0) expect(reponse).toBeGreaterThanOrEqual(SEUIL);
        expect(sommeDe(tue, dansB)).toBe(grande);
      }),
      { numRuns: 10_000 },
    );
  });
});

test('zéro se tait comme un petit nombre, une case seule emmène la plus petite des autres, un petit total se tait tout entier', () => {
  const montre = (valeurs: number[], seuil?: number) => taire(table(valeurs), seuil).cellules.map((c) => c.personnes);
  expect(montre([0, 40, 12, 90])).toEqual([undefined, 40, undefined, 90]);
  expect(montre([3, 4, 90, 11])).toEqual([undefined, undefined, 90, undefined]);
  expect(taire(table([3, 4]))).toMatchObject({ total: undefined });
  expect(montre([15, 40])).toEqual([15, 40]);
  expect(montre([15, 40, 60], 20)).toEqual([undefined, undefined, 60]);
  expect(montre([15, 40], 2)).toEqual([15, 40]);
});
