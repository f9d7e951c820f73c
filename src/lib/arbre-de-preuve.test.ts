import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ajouter,
  couper,
  ecrirePile,
  feuilleDe,
  lirePile,
  PILE_VIDE,
  RACINE_VIDE,
  racineDe,
} from './arbre-de-preuve.ts';

/** RFC 6962 §2.1 word for word: split at the largest power of two below n. */
function naif(feuilles: readonly Buffer[]): Buffer {
  const [seule] = feuilles;
  if (seule === undefined) return createHash('sha256').digest();
  if (feuilles.length === 1) return seule;
  let k = 1;
  while (k * 2 < feuilles.length) k *= 2;
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(naif(feuilles.slice(0, k)))
    .update(naif(feuilles.slice(k)))
    .digest();
}

const feuilles = (n: number): Buffer[] =>
  Array.from({ length: n }, (_, i) => feuilleDe(Buffer.alloc(16, i), `{"n":${i}}`));

test('la racine est celle de la RFC 6962, pour tout nombre de lignes, ajoutées en autant de fois que l’on veut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }), (lots) => {
      const toutes = feuilles(lots.reduce((a, b) => a + b, 0));
      let pile = PILE_VIDE;
      let debut = 0;
      for (const lot of lots) {
        pile = ajouter(pile, toutes.slice(debut, debut + lot));
        debut += lot;
      }
      expect(racineDe(pile)).toEqual(naif(toutes));
      expect(pile.taille).toBe(toutes.length);
    }),
  );
});

test('la pile se garde et se relit', () => {
  const pile = ajouter(PILE_VIDE, feuilles(77));
  expect(lirePile(77, ecrirePile(pile))).toEqual(pile);
  expect(couper(ecrirePile(pile))).toHaveLength(4);
  expect(racineDe(PILE_VIDE)).toEqual(RACINE_VIDE);
});

test('la feuille vide de la RFC se retrouve, et le sel change tout', () => {
  // SHA-256 of the single byte 0x00: first leaf of the published test vectors of RFC 6962.
  expect(feuilleDe(Buffer.alloc(0), '').toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
  expect(feuilleDe(Buffer.alloc(16, 1), 'a')).not.toEqual(feuilleDe(Buffer.alloc(16, 2), 'a'));
});
