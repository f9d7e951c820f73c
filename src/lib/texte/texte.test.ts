import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clePhonetique, normaliser, similarite } from './index.ts';

const LETTRES = "abcdefghijklmnopqrstuvwxyzéèêëàâäîïôöùûüÿçœæ -’'.".split('');
const unNom: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...LETTRES), { maxLength: 24 })
  .map((lettres) => lettres.join(''));
const sansAccents = (texte: string) => texte.normalize('NFD').replace(/\p{M}/gu, '');

describe('forme normalisée', () => {
  test.each([
    ['Hélénard', 'helenard'],
    ['  Ben-Ali  ', 'ben ali'],
    ['d’Œuvre', 'd oeuvre'],
    ['GROẞ', 'gross'],
    ['Æby / 12', 'aeby 12'],
    ['Saint‑Étienne', 'saint etienne'],
    ['', ''],
  ])('« %s » se range et se cherche comme « %s »', (saisi, attendu) => {
    expect(normaliser(saisi)).toBe(attendu);
  });

  test('normaliser deux fois ne change plus rien, et ne laisse que lettres, chiffres et espaces simples', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (texte) => {
        const une = normaliser(texte);
        expect(normaliser(une)).toBe(une);
        expect(une).toMatch(/^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/);
      }),
    );
  });

  test('la casse et les accents ne comptent pas', () => {
    fc.assert(
      fc.property(unNom, (nom) => {
        expect(normaliser(nom.toUpperCase())).toBe(normaliser(nom));
        expect(normaliser(sansAccents(nom))).toBe(normaliser(nom));
      }),
    );
  });
});

describe('clé phonétique', () => {
  test.each([
    ['Lefèvre', 'Lefebvre'],
    ['Hélénard', 'Elenar'],
    ['Aubry', 'Aubri'],
    ['Diallo', 'Dialo'],
    ['Benali', 'Ben Ali'],
    ['Keller', 'Kheler'],
    ['Moreau', 'Moro'],
    ['Thibault', 'Tibaut'],
    ['Renaud', 'Renault'],
    ['Dupont', 'Dupond'],
    ['Fontaine', 'Fontène'],
    ['Philippe', 'Filipe'],
    ['Lopez', 'Lopès'],
    ['Jacques', 'Jaques'],
    ['Mohamed', 'Mohammed'],
    ['Ouattara', 'Wattara'],
    ['Leblanc', 'Le Blanc'],
    ['Laurent', 'Lorand'],
    ['Bouchet', 'Bouché'],
    ['Auber', 'Aubert'],
    ['Lebœuf', 'Lebeuf'],
  ])('%s et %s se prononcent pareil', (a, b) => {
    expect(clePhonetique(a)).not.toBe('');
    expect(clePhonetique(a)).toBe(clePhonetique(b));
  });

  test.each([
    ['Martin', 'Morin'],
    ['Dupont', 'Dupuis'],
    ['Petit', 'Petot'],
    ['Keller', 'Kessler'],
    ['Diallo', 'Diarra'],
    ['Aubry', 'Aubert'],
    ['Benali', 'Benoit'],
    ['Lefèvre', 'Lefort'],
    ['Roux', 'Rousseau'],
    ['Garnier', 'Granier'],
    ['Simon', 'Simone'],
    ['Lopez', 'Loubet'],
    ['Durand', 'Durant de'],
  ])('%s et %s ne se confondent pas', (a, b) => {
    expect(clePhonetique(a)).not.toBe(clePhonetique(b));
  });

  test('la clé ignore casse, accents et espaces', () => {
    fc.assert(
      fc.property(unNom, (nom) => {
        expect(clePhonetique(sansAccents(nom).toUpperCase().replaceAll(' ', '-'))).toBe(clePhonetique(nom));
        expect(clePhonetique(nom)).toMatch(/^[A-Z1-4]*$/);
      }),
    );
  });
});

describe('ressemblance de deux noms', () => {
  test('une lettre de différence ressemble plus qu’un autre nom', () => {
    expect(similarite('Aubry', 'Aubri')).toBeGreaterThan(0.9);
    expect(similarite('Martin', 'Matrin')).toBeGreaterThan(0.9);
    expect(similarite('Aubry', 'Keller')).toBeLessThan(0.6);
    expect(similarite('Ben Ali', 'BENALI')).toBe(1);
    expect(similarite('', '')).toBe(0);
  });

  test('elle est symétrique, bornée, et vaut 1 pour un nom comparé à lui-même', () => {
    fc.assert(
      fc.property(unNom, unNom, (a, b) => {
        const score = similarite(a, b);
        expect(similarite(b, a)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(similarite(a, a.toUpperCase())).toBe(normaliser(a) === '' ? 0 : 1);
      }),
    );
  });
});
