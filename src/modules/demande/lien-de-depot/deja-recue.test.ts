import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidat } from '../demande.ts';
import { memePersonne } from './deja-recue.ts';

const candidats: fc.Arbitrary<Candidat> = fc.record({
  nom: fc.constantFrom('Aubry', 'AUBRY', 'Hélénard', 'Helenard', ''),
  prenom: fc.option(fc.constantFrom('Jeanne', 'jeanne', 'Paul'), { nil: undefined }),
  naissance: fc.option(fc.constantFrom('1942', '1942-03', '1942-03-12', '1942-03-13', '1950'), { nil: undefined }),
});

test('se ressembler ne dépend pas de l’ordre, et chacun se ressemble', () => {
  fc.assert(
    fc.property(candidats, candidats, (a, b) => {
      expect(memePersonne(a, a)).toBe(true);
      expect(memePersonne(a, b)).toBe(memePersonne(b, a));
    }),
  );
});

test.each([
  ['Hélénard', '1942', 'HELENARD', '1942-03-12', true],
  ['Aubry', '1942-03-12', 'Aubry', '1942-03-13', false],
  ['Aubry', '1942', 'Aubry', '1950', false],
  ['Aubry', '1942', 'Aubert', '1942', false],
])('%s née en %s et %s née en %s', (nom, naissance, autre, naissanceAutre, attendu) => {
  expect(memePersonne({ nom, naissance }, { nom: autre, naissance: naissanceAutre })).toBe(attendu);
});
