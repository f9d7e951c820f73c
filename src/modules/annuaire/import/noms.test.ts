import { expect, test } from 'vitest';
import { adoucir, adoucirNom, adoucirRue, nomAffiche, professionAffichee } from './noms.ts';

test.each([
  ['DUBOIS', 'Dubois'],
  ["D'HÉRICOURT-LEFÈVRE", 'd’Héricourt-Lefèvre'],
  ['DE LA ROCHEFOUCAULD', 'de la Rochefoucauld'],
  ['DESCHAMPS', 'Deschamps'],
  ['Da Cunha', 'Da Cunha'],
])('le nom « %s » se lit « %s »', (nom, attendu) => {
  expect(adoucirNom(nom)).toBe(attendu);
});

test('un établissement en capitales garde ses sigles, un nom déjà écrit ne change pas', () => {
  expect(adoucir("CENTRE HOSPITALIER D'ORSÈNE")).toBe('Centre Hospitalier d’Orsène');
  expect(adoucir('EHPAD LES TILLEULS')).toBe('EHPAD les Tilleuls');
  expect(adoucir('SAD Mains d’Or')).toBe('SAD Mains d’Or');
});

test('une rue se lit en entier', () => {
  expect(adoucirRue('65 R JEAN-MACÉ')).toBe('65 rue Jean-Macé');
  expect(adoucirRue('96 Rue DU 8 MAI 1945')).toBe('96 rue du 8 Mai 1945');
});

test('on appelle un médecin par son titre, et un métier par son genre', () => {
  expect(nomAffiche({ family: 'ROY', given: ['Hélène'], suffix: ['DR'] })).toBe('Dr Hélène Roy');
  expect(professionAffichee('Médecin', 'MME', ['Qualifié en Médecine générale'])).toBe('Médecin généraliste');
  expect(professionAffichee('Infirmier', 'MME', [])).toBe('Infirmière');
  expect(professionAffichee(undefined, 'M', [])).toBeUndefined();
});
