import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleLuhn, finessValide, luhnValide } from './cles.ts';
import { depuisLambert93, versLambert93 } from './lambert93.ts';

describe('clés de contrôle', () => {
  test('les numéros vérifiés de la référence passent, les exemples de documentation non', () => {
    for (const bon of ['10005531586', '99700366240']) expect(luhnValide(bon)).toBe(true);
    for (const faux of ['10102727017', '10001234567', '', '12a']) expect(luhnValide(faux)).toBe(false);
    for (const finess of ['580008803', '750803447', '590064036', '010008407', '2A0000014', '2B0000020'])
      expect(finessValide(finess)).toBe(true);
    expect(finessValide('580008804')).toBe(false);
    expect(finessValide('0B0172805')).toBeUndefined();
  });

  test('ajouter sa clé rend tout numéro valide, changer un seul chiffre le rend faux', () => {
    const numero = fc.integer({ min: 0, max: 9_999_999 }).map(String);
    fc.assert(
      fc.property(numero, fc.nat(), fc.integer({ min: 1, max: 9 }), (debut, rang, ecart) => {
        const complet = debut + cleLuhn(debut);
        expect(luhnValide(complet)).toBe(true);
        const position = rang % complet.length;
        const autre = (Number(complet[position]) + ecart) % 10;
        expect(luhnValide(complet.slice(0, position) + String(autre) + complet.slice(position + 1))).toBe(false);
      }),
    );
  });
});

describe('Lambert-93', () => {
  test('l’origine de la projection est à 46,5° nord et 3° est', () => {
    expect(depuisLambert93({ x: 700000, y: 6600000 })).toMatchObject({
      latitude: expect.closeTo(46.5, 9),
      longitude: expect.closeTo(3, 9),
    });
  });

  test('un point connu, le centre de Paris, tombe où les cartes le placent', () => {
    const paris = versLambert93({ latitude: 48.8566, longitude: 2.3522 });
    expect(paris.x).toBeCloseTo(652469.02, 1);
    expect(paris.y).toBeCloseTo(6862035.26, 1);
  });

  test('aller et retour rendent le même point à moins d’un millimètre, partout en métropole', () => {
    const metropole = {
      latitude: fc.double({ min: 41.3, max: 51, noNaN: true }),
      longitude: fc.double({ min: -4.8, max: 9.5, noNaN: true }),
    };
    fc.assert(
      fc.property(fc.record(metropole), (point) => {
        const retour = depuisLambert93(versLambert93(point));
        expect(retour?.latitude).toBeCloseTo(point.latitude, 8);
        expect(retour?.longitude).toBeCloseTo(point.longitude, 8);
      }),
    );
  });

  test('la projection garde les distances : un centième de degré de latitude fait environ 1 112 m', () => {
    const sud = versLambert93({ latitude: 46.5, longitude: 3 });
    const nord = versLambert93({ latitude: 46.51, longitude: 3 });
    // Scale factor of the projection is 0.99905 on the central parallel.
    expect((nord.y - sud.y) / 0.99905).toBeCloseTo(1111.6, 0);
  });

  test('des coordonnées d’outre-mer ne sont pas converties', () => {
    expect(depuisLambert93({ x: 642931, y: 1793285 })).toBeUndefined();
  });
});
