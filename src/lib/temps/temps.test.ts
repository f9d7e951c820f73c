import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CALENDRIER_PAR_DEFAUT,
  type CalendrierOuvre,
  ajouterDelaiOuvre,
  decalerJour,
  dimancheDePaques,
  estJour,
  estOuvre,
  heureLocale,
  instantLocal,
  jour,
  jourDe,
  joursFeries,
  minutesOuvreesEntre,
  prochaineOuverture,
} from './index.ts';

const PARIS = 'Europe/Paris';
const MINUTE = 60_000;
/** Paris wall clock: `le('2026-11-23', '09:10')`. */
function le(date: string, heure: string): Date {
  const [h = '0', m = '0'] = heure.split(':');
  return instantLocal(jour(date), (Number(h) * 60 + Number(m)) * MINUTE, PARIS);
}
const unInstant = fc
  .integer({ min: Date.UTC(2024, 0, 1) / MINUTE, max: Date.UTC(2029, 0, 1) / MINUTE })
  .map((minutes) => new Date(minutes * MINUTE));

describe('jours fériés', () => {
  test.each([
    [1961, '1961-04-02'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('Pâques %i tombe le %s', (annee, date) => {
    expect(dimancheDePaques(annee)).toBe(date);
  });

  test('la France compte onze jours fériés, l’Alsace et la Moselle treize', () => {
    expect(joursFeries(2026).map((ferie) => ferie.jour)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
    const noms = joursFeries(2026, { alsaceMoselle: true }).map((ferie) => ferie.nom);
    expect(noms).toHaveLength(13);
    expect(noms).toContain('Vendredi saint');
    expect(noms.at(-1)).toBe('Saint-Étienne');
  });

  test('Pâques est toujours un dimanche entre le 22 mars et le 25 avril', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1583, max: 4000 }), (annee) => {
        const paques = dimancheDePaques(annee);
        expect(new Date(`${paques}T00:00:00Z`).getUTCDay()).toBe(0);
        expect(paques.slice(5) >= '03-22' && paques.slice(5) <= '04-25').toBe(true);
      }),
    );
  });

  test('un jour férié, un dimanche et une fermeture locale ne sont pas ouvrés', () => {
    const avecPont: CalendrierOuvre = { ...CALENDRIER_PAR_DEFAUT, fermetures: [jour('2026-11-10')] };
    expect(estOuvre(jour('2026-11-09'), avecPont)).toBe(true);
    expect(estOuvre(jour('2026-11-10'), avecPont)).toBe(false);
    expect(estOuvre(jour('2026-11-11'), avecPont)).toBe(false);
    expect(estOuvre(jour('2026-11-15'), avecPont)).toBe(false);
    expect(estOuvre(jour('2026-04-03'), avecPont)).toBe(true);
    expect(estOuvre(jour('2026-04-03'), { ...avecPont, alsaceMoselle: true })).toBe(false);
  });
});

describe('heure locale', () => {
  test('l’été et l’hiver n’ont pas la même heure', () => {
    expect(le('2026-07-01', '09:00').toISOString()).toBe('2026-07-01T07:00:00.000Z');
    expect(le('2026-12-01', '09:00').toISOString()).toBe('2026-12-01T08:00:00.000Z');
  });

  test('l’heure sautée au printemps glisse d’une heure, l’heure doublée à l’automne est la première', () => {
    expect(le('2026-03-29', '02:30').toISOString()).toBe('2026-03-29T01:30:00.000Z');
    expect(heureLocale(le('2026-03-29', '02:30'), PARIS).msDuJour).toBe(3.5 * 60 * MINUTE);
    expect(le('2026-10-25', '02:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('le jour local n’est pas toujours celui de Londres', () => {
    expect(jourDe(new Date('2026-12-31T23:30:00Z'), PARIS)).toBe('2027-01-01');
    expect(jourDe(new Date('2026-12-31T23:30:00Z'), 'America/Cayenne')).toBe('2026-12-31');
  });

  test('aller à l’heure locale puis revenir rend l’instant de départ, sauf dans l’heure doublée', () => {
    fc.assert(
      fc.property(unInstant, fc.constantFrom(PARIS, 'Indian/Reunion', 'America/Martinique'), (instant, zone) => {
        const { jour: date, msDuJour } = heureLocale(instant, zone);
        const ecart = instant.getTime() - instantLocal(date, msDuJour, zone).getTime();
        expect(zone === PARIS ? [0, 60 * MINUTE] : [0]).toContain(ecart);
      }),
    );
  });

  test('seule une date du calendrier est un jour', () => {
    expect(estJour('2024-02-29')).toBe(true);
    expect(estJour('2026-02-29')).toBe(false);
    expect(estJour('29/02/2024')).toBe(false);
    expect(() => jour('2026-13-01')).toThrow(RangeError);
    expect(decalerJour(jour('2026-12-31'), 1)).toBe('2027-01-01');
  });
});

describe('délais ouvrés', () => {
  test.each([
    [
      'un jour ouvré pris vendredi 17 h finit lundi 17 h',
      '2026-11-20',
      '17:00',
      { joursOuvres: 1 },
      '2026-11-23',
      '17:00',
    ],
    [
      'une demande du samedi ne court qu’à partir du lundi matin',
      '2026-11-21',
      '11:00',
      { joursOuvres: 1 },
      '2026-11-24',
      '09:00',
    ],
    ['trois jours ouvrés enjambent le 11 novembre', '2026-11-09', '10:00', { joursOuvres: 3 }, '2026-11-13', '10:00'],
    ['à l’heure du déjeuner le délai part de 14 h', '2026-11-23', '13:00', { joursOuvres: 1 }, '2026-11-24', '14:00'],
    [
      'une demi-journée prise à 9 h 10 finit à 14 h 10',
      '2026-11-23',
      '09:10',
      { demiJournees: 1 },
      '2026-11-23',
      '14:10',
    ],
    [
      'une demi-journée prise à 17 h 45 finit le lendemain midi',
      '2026-11-23',
      '17:45',
      { demiJournees: 1 },
      '2026-11-24',
      '12:30',
    ],
    [
      'deux heures ouvrées prises à 17 h finissent le lendemain à 10 h',
      '2026-11-23',
      '17:00',
      { heuresOuvrees: 2 },
      '2026-11-24',
      '10:00',
    ],
    [
      'deux heures ouvrées prises à 11 h 30 enjambent le déjeuner',
      '2026-11-23',
      '11:30',
      { heuresOuvrees: 2 },
      '2026-11-23',
      '15:00',
    ],
    [
      'vingt-quatre heures sont vingt-quatre heures, même un samedi',
      '2026-11-20',
      '17:00',
      { heures: 24 },
      '2026-11-21',
      '17:00',
    ],
    [
      'trente jours gardent l’heure malgré le changement d’heure',
      '2026-10-10',
      '09:00',
      { jours: 30 },
      '2026-11-09',
      '09:00',
    ],
    [
      'un jour ouvré enjambe le passage à l’heure d’été',
      '2026-03-27',
      '09:30',
      { joursOuvres: 1 },
      '2026-03-30',
      '09:30',
    ],
    ['aucun délai ne déplace rien, même la nuit', '2026-11-21', '23:00', {}, '2026-11-21', '23:00'],
  ] as const)('%s', (_titre, date, heure, delai, finDate, finHeure) => {
    expect(ajouterDelaiOuvre(le(date, heure), delai, CALENDRIER_PAR_DEFAUT)).toEqual(le(finDate, finHeure));
  });

  test('un jour plus court ramène l’échéance à sa fermeture', () => {
    const vendrediCourt: CalendrierOuvre = {
      ...CALENDRIER_PAR_DEFAUT,
      plages: { ...CALENDRIER_PAR_DEFAUT.plages, 5: [{ debut: 9 * 60, fin: 12 * 60 }] },
    };
    expect(ajouterDelaiOuvre(le('2026-11-19', '17:00'), { joursOuvres: 1 }, vendrediCourt)).toEqual(
      le('2026-11-20', '12:00'),
    );
  });

  test('un délai négatif ou un calendrier qui n’ouvre jamais sont des erreurs', () => {
    const debut = le('2026-11-23', '10:00');
    expect(() => ajouterDelaiOuvre(debut, { joursOuvres: -1 }, CALENDRIER_PAR_DEFAUT)).toThrow(RangeError);
    expect(() => ajouterDelaiOuvre(debut, { joursOuvres: 0.5 }, CALENDRIER_PAR_DEFAUT)).toThrow(RangeError);
    expect(() => ajouterDelaiOuvre(debut, { joursOuvres: 1 }, { ...CALENDRIER_PAR_DEFAUT, plages: {} })).toThrow(
      RangeError,
    );
  });

  const unDelai = fc.oneof(
    fc.record({ joursOuvres: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ demiJournees: fc.integer({ min: 1, max: 30 }) }),
    fc.record({ heuresOuvrees: fc.integer({ min: 1, max: 80 }) }),
  );

  test('l’échéance suit le début, tombe pendant l’ouverture, et un début plus tardif ne la rapproche jamais', () => {
    fc.assert(
      fc.property(unInstant, fc.integer({ min: 0, max: 20_000 }), unDelai, (debut, ecartMinutes, delai) => {
        const fin = ajouterDelaiOuvre(debut, delai, CALENDRIER_PAR_DEFAUT);
        const plusTard = new Date(debut.getTime() + ecartMinutes * MINUTE);
        expect(fin.getTime()).toBeGreaterThan(debut.getTime());
        expect(estOuvre(jourDe(fin, PARIS), CALENDRIER_PAR_DEFAUT)).toBe(true);
        expect(ajouterDelaiOuvre(plusTard, delai, CALENDRIER_PAR_DEFAUT).getTime()).toBeGreaterThanOrEqual(
          fin.getTime(),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('les heures ouvrées ajoutées se retrouvent entre le début et l’échéance', () => {
    fc.assert(
      fc.property(unInstant, fc.integer({ min: 1, max: 80 }), (debut, heures) => {
        const fin = ajouterDelaiOuvre(debut, { heuresOuvrees: heures }, CALENDRIER_PAR_DEFAUT);
        expect(minutesOuvreesEntre(debut, fin, CALENDRIER_PAR_DEFAUT)).toBe(heures * 60);
      }),
      { numRuns: 60 },
    );
  });

  test('les minutes ouvrées s’additionnent et changent de signe avec le sens', () => {
    const proche = fc.integer({ min: 0, max: 30_000 });
    fc.assert(
      fc.property(unInstant, proche, proche, (a, vers, encore) => {
        const b = new Date(a.getTime() + vers * MINUTE);
        const c = new Date(b.getTime() + encore * MINUTE);
        const entre = (x: Date, y: Date) => minutesOuvreesEntre(x, y, CALENDRIER_PAR_DEFAUT);
        expect(entre(a, b) + entre(b, c)).toBe(entre(a, c));
        expect(entre(c, a) + entre(a, c)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('une semaine ouvrée compte 37 h 30', () => {
    expect(minutesOuvreesEntre(le('2026-11-23', '00:00'), le('2026-11-30', '00:00'), CALENDRIER_PAR_DEFAUT)).toBe(
      37.5 * 60,
    );
  });

  test('la nuit du changement d’heure, une garde de 0 h à 8 h dure une heure de moins ou de plus', () => {
    const garde: CalendrierOuvre = { ...CALENDRIER_PAR_DEFAUT, plages: { 7: [{ debut: 0, fin: 8 * 60 }] } };
    const duree = (date: string) => minutesOuvreesEntre(le(date, '00:00'), le(date, '08:00'), garde);
    expect([duree('2026-03-22'), duree('2026-03-29'), duree('2026-10-25')]).toEqual([480, 420, 540]);
  });

  test('hors ouverture, la prochaine ouverture est celle du jour ouvré suivant', () => {
    expect(prochaineOuverture(le('2026-11-20', '18:00'), CALENDRIER_PAR_DEFAUT)).toEqual(le('2026-11-23', '09:00'));
    expect(prochaineOuverture(le('2026-11-20', '17:59'), CALENDRIER_PAR_DEFAUT)).toEqual(le('2026-11-20', '17:59'));
  });
});
