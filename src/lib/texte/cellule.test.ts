import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellule } from './cellule.ts';

/** What a spreadsheet reads in one quoted cell. */
const lue = (c: string): string => c.slice(1, -1).replaceAll('""', '"');

describe('Une cellule de tableau', () => {
  test.each(['=1+1', '+33 6', '-2', '@SOMME(A1)', '\t=1', '\r=1'])('« %s » reste un texte', (texte) => {
    expect(lue(cellule(texte))).toBe(`'${texte}`);
  });

  test('ne commence jamais comme une formule, garde tout le reste, et ne sort pas de ses guillemets', () => {
    fc.assert(
      fc.property(fc.string(), (texte) => {
        const c = cellule(texte);
        expect(lue(c)).not.toMatch(/^[=+\-@\t\r]/);
        expect(lue(c).endsWith(texte)).toBe(true);
        expect(c.slice(1, -1).replaceAll('""', '')).not.toContain('"');
      }),
    );
  });
});
