import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decalerMois, estAncien, irrecevable, minuteriesDe } from './rules.ts';
import { CLES_GENRES } from './vocabulaire.ts';

const recue = new Date('2026-11-24T09:00:00Z');
const jour = (d: Date | undefined) => d?.toISOString().slice(0, 16);

describe('les minuteries d’une demande', () => {
  test('un accès : pas avant 48 heures, alarme à J+6, huit jours au plus ; deux mois au-delà de cinq ans', () => {
    const { pasAvant, alarme, auPlusTard } = minuteriesDe('acces', recue, false);
    expect([jour(pasAvant), jour(alarme), jour(auPlusTard)]).toEqual([
      '2026-11-26T09:00',
      '2026-11-30T09:00',
      '2026-12-02T09:00',
    ]);
    expect(jour(minuteriesDe('acces', recue, true).auPlusTard)).toBe('2027-01-24T09:00');
    expect(jour(minuteriesDe('effacement', recue, false).auPlusTard)).toBe('2026-12-24T09:00');
  });

  test('toujours dans l’ordre : reçue, pas avant, alarme, au plus tard', () => {
    const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.constantFrom(...CLES_GENRES), fc.boolean(), (le, genre, ancien) => {
        const { pasAvant = le, alarme, auPlusTard } = minuteriesDe(genre, le, ancien);
        expect([le, pasAvant, alarme, auPlusTard].map(Number)).toEqual(
          [le, pasAvant, alarme, auPlusTard].map(Number).sort((a, b) => a - b),
        );
      }),
    );
  });

  test('un mois plus tard n’est jamais le mois d’après', () => {
    expect(jour(decalerMois(new Date('2026-01-31T09:00:00Z'), 1))).toBe('2026-02-28T09:00');
  });

  test('le délai long ne vaut que si l’ancien existe et est demandé', () => {
    const vieux = new Date('2020-01-01');
    expect(estAncien('tout', vieux, recue)).toBe(true);
    expect(estAncien('cinq_ans', vieux, recue)).toBe(false);
    expect(estAncien('tout', undefined, recue)).toBe(false);
  });

  test('chacun prouve ce qu’il est', () => {
    const demande = { decedee: false, genre: 'acces' } as const;
    expect(irrecevable({ ...demande, qualite: 'personne', preuve: 'connue' })).toBeUndefined();
    expect(irrecevable({ ...demande, qualite: 'mandataire', preuve: 'piece' })).toBe('preuve_insuffisante');
    expect(irrecevable({ ...demande, qualite: 'representant', preuve: 'piece' })).toBe('preuve_insuffisante');
    expect(irrecevable({ ...demande, qualite: 'representant', preuve: 'piece_et_qualite' })).toBeUndefined();
  });
});
