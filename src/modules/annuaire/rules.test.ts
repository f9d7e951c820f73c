import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capaciteConnue } from './offre.ts';
import { distanceKm, fiabilite, joignabilite } from './rules.ts';

const MAINTENANT = new Date('2026-11-24T09:00:00+01:00'); // a Tuesday
const ilYA = (jours: number): Date => new Date(MAINTENANT.getTime() - jours * 86_400_000);

describe('fiabilité d’une fiche', () => {
  test('confirmée il y a moins de 180 jours elle est sûre, au-delà elle est périmée', () => {
    expect(fiabilite({ confirmeLe: ilYA(3), echecs: 0 }, MAINTENANT).niveau).toBe('sure');
    expect(fiabilite({ confirmeLe: ilYA(181), echecs: 0 }, MAINTENANT).niveau).toBe('perimee');
  });

  test('une source nationale récente que personne n’a confirmée reste à confirmer', () => {
    expect(fiabilite({ sourceLe: ilYA(10), echecs: 0 }, MAINTENANT).niveau).toBe('a_confirmer');
    expect(fiabilite({ echecs: 0 }, MAINTENANT).niveau).toBe('a_confirmer');
  });

  test('un échec signalé la rend douteuse, même confirmée hier', () => {
    expect(fiabilite({ confirmeLe: ilYA(1), echecs: 1 }, MAINTENANT).niveau).toBe('douteuse');
  });

  test('plus vieille ou plus souvent en échec, elle n’est jamais mieux notée', () => {
    const jours = fc.integer({ min: 0, max: 1000 });
    const echecs = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(jours, jours, echecs, echecs, (a, b, e, f) => {
        const note = (j: number, n: number): number => fiabilite({ confirmeLe: ilYA(j), echecs: n }, MAINTENANT).note;
        expect(note(Math.max(a, b), Math.max(e, f))).toBeLessThanOrEqual(note(Math.min(a, b), Math.min(e, f)));
        expect(note(a, e)).toBeGreaterThanOrEqual(0);
        expect(note(a, e)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('joignable maintenant', () => {
  const horaires = [{ jour: 2, debut: '08:00', fin: '12:00' }];

  test('aux heures dites elle est joignable, en dehors on ne sait pas', () => {
    expect(joignabilite(undefined, horaires, MAINTENANT).etat).toBe('joignable');
    expect(joignabilite(undefined, horaires, new Date('2026-11-24T13:00:00+01:00')).etat).toBe('inconnu');
    expect(joignabilite(undefined, [], MAINTENANT).etat).toBe('inconnu');
  });

  test('un jour travaillé sans heures vaut la journée, pas la nuit', () => {
    const jours = [{ jour: 2 }];
    expect(joignabilite(undefined, jours, MAINTENANT).etat).toBe('joignable');
    expect(joignabilite(undefined, jours, new Date('2026-11-24T03:00:00+01:00')).etat).toBe('inconnu');
  });

  test('absente, elle dit jusqu’à quand et qui la remplace', () => {
    const presence = {
      absenteDu: ilYA(1),
      absenteJusqu: ilYA(-7),
      remplacant: { nom: 'Dr Anne Kervella' },
      horaires: [],
    };
    expect(joignabilite(presence, horaires, MAINTENANT)).toEqual({
      etat: 'remplace',
      jusqua: ilYA(-7),
      remplacant: 'Dr Anne Kervella',
    });
    expect(joignabilite({ ...presence, remplacant: undefined }, [], MAINTENANT).etat).toBe('absent');
    expect(joignabilite({ ...presence, absenteJusqu: ilYA(0.1) }, [], MAINTENANT).etat).toBe('inconnu');
  });
});

describe('places', () => {
  test('une capacité non publiée est inconnue, et zéro publié est zéro', () => {
    expect(capaciteConnue({}, undefined)).toEqual({ connue: false });
    expect(capaciteConnue({ places: 0, placesLe: '2026-11-20T08:00:00Z' }, undefined)).toMatchObject({
      connue: true,
      places: 0,
    });
  });

  test('ce que le territoire a appris depuis l’emporte, ce qu’il savait avant ne compte plus', () => {
    const publiee = { places: 4, placesLe: ilYA(5).toISOString() };
    expect(capaciteConnue(publiee, { valeur: '0', confirme_le: ilYA(1) })).toMatchObject({ places: 0 });
    expect(capaciteConnue(publiee, { valeur: '0', confirme_le: ilYA(9) })).toMatchObject({ places: 4 });
  });
});

test('la distance est symétrique, nulle sur place, et d’un degré de latitude vaut 111 km', () => {
  const point = fc.record({
    latitude: fc.double({ min: 41, max: 51, noNaN: true }),
    longitude: fc.double({ min: -5, max: 9, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6);
      expect(distanceKm(a, a)).toBe(0);
    }),
  );
  expect(distanceKm({ latitude: 46, longitude: 3 }, { latitude: 47, longitude: 3 })).toBeCloseTo(111.2, 1);
});
