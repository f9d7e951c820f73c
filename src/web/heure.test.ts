import { describe, expect, test } from 'vitest';
import { instantSaisi, lireHeure } from './heure.ts';

describe('l’heure et le jour d’une étape', () => {
  test.each([
    ['10 h', 600],
    ['10h30', 630],
    ['9:05', 545],
    ['14', 840],
  ])('« %s » est une heure', (texte, minutes) => expect(lireHeure(texte)).toBe(minutes));

  test('une heure ou un jour qui n’existe pas ne donne rien', () => {
    expect(lireHeure('25 h')).toBeUndefined();
    expect(instantSaisi('2026-02-31', '10 h')).toBeUndefined();
    expect(instantSaisi('2026-12-01', '10 h')).toBe('2026-12-01T09:00:00.000Z');
  });
});
