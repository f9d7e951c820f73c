import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accorder,
  ageEnAnnees,
  cleJour,
  formaterDateCourte,
  formaterDuree,
  formaterHeure,
  formaterIlYA,
  formaterJour,
  formaterJourDuFil,
  formaterMoment,
  formaterNombre,
  formaterTelephone,
  initiales,
  joursEntre,
  normaliserTelephone,
} from './format.ts';

const MAINTENANT = new Date('2026-11-26T15:05:00+01:00');
const net = (texte: string) => texte.replace(/[\u00a0\u202f]/gu, ' ');

describe('dates et heures', () => {
  test('un jour se dit « jeudi 26 nov. » et porte son année quand ce n’est pas la nôtre', () => {
    expect(formaterJour('2026-11-26T10:00:00Z', MAINTENANT)).toBe('jeudi 26 nov.');
    expect(formaterJour('2025-11-26T10:00:00Z', MAINTENANT)).toBe('mercredi 26 nov. 2025');
    expect(formaterJour('2026-12-01T10:00:00Z', MAINTENANT)).toBe('mardi 1er déc.');
  });

  test('une heure se dit « 14 h 05 », ou « 14 h » quand elle est ronde, à l’heure de Paris', () => {
    expect(net(formaterHeure('2026-11-26T13:05:00Z'))).toBe('14 h 05');
    expect(net(formaterHeure('2026-07-26T12:00:00Z'))).toBe('14 h');
    expect(net(formaterHeure('2026-11-26T23:30:00Z'))).toBe('0 h 30');
  });

  test('un moment ne répète pas le jour quand c’est aujourd’hui', () => {
    expect(net(formaterMoment('2026-11-26T13:05:00Z', MAINTENANT))).toBe('14 h 05');
    expect(net(formaterMoment('2026-11-25T13:05:00Z', MAINTENANT))).toBe('hier 14 h 05');
    expect(net(formaterMoment('2026-11-27T09:00:00Z', MAINTENANT))).toBe('demain 10 h');
    expect(net(formaterMoment('2026-12-01T09:00:00Z', MAINTENANT))).toBe('mardi 1er déc. 10 h');
  });

  test('le fil nomme aujourd’hui, hier, puis les jours en toutes lettres', () => {
    expect(formaterJourDuFil('2026-11-26T00:30:00+01:00', MAINTENANT)).toBe('Aujourd’hui');
    expect(formaterJourDuFil('2026-11-25T23:59:00+01:00', MAINTENANT)).toBe('Hier');
    expect(formaterJourDuFil('2026-11-20T12:00:00Z', MAINTENANT)).toBe('Vendredi 20 novembre');
    expect(formaterJourDuFil('2025-11-20T12:00:00Z', MAINTENANT)).toBe('Jeudi 20 novembre 2025');
  });

  test('un délai se dit dans une seule unité, passé ou à venir', () => {
    expect(formaterIlYA('2026-11-26T14:04:40Z', MAINTENANT)).toBe('à l’instant');
    expect(net(formaterIlYA('2026-11-26T12:00:00Z', MAINTENANT))).toBe('il y a 2 h');
    expect(net(formaterIlYA('2026-11-20T12:00:00Z', MAINTENANT))).toBe('il y a 6 j');
    expect(net(formaterIlYA('2026-11-29T15:00:00Z', MAINTENANT))).toBe('dans 3 j');
    expect(net(formaterDuree(100 * 24 * 3_600_000))).toBe('3 mois');
    expect(net(formaterDuree(-5))).toBe('moins d’1 min');
  });

  test('le changement d’heure ne fait ni perdre ni gagner un jour', () => {
    expect(joursEntre('2026-10-25T00:30:00+02:00', '2026-10-25T23:30:00+01:00')).toBe(0);
    expect(joursEntre('2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toBe(2);
    expect(joursEntre('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toBe(2);
  });

  test('l’écart en jours est antisymétrique et nul le même jour', () => {
    const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(joursEntre(a, b) + joursEntre(b, a)).toBe(0);
        expect(joursEntre(a, b) === 0).toBe(cleJour(a) === cleJour(b));
      }),
    );
  });

  test('un texte qui n’est pas une date est refusé plutôt qu’affiché', () => {
    expect(() => formaterHeure('hier')).toThrow(RangeError);
  });

  test('une date de naissance s’écrit jj/mm/aaaa et donne un âge révolu', () => {
    expect(formaterDateCourte('1942-03-12')).toBe('12/03/1942');
    expect(ageEnAnnees('1942-03-12', MAINTENANT)).toBe(84);
    expect(ageEnAnnees('1942-11-27', MAINTENANT)).toBe(83);
    expect(ageEnAnnees('1942-11-26', MAINTENANT)).toBe(84);
  });
});

describe('téléphones, nombres et noms', () => {
  test('un téléphone se lit par paires, qu’il soit saisi avec ou sans +33', () => {
    expect(net(formaterTelephone('0639981234'))).toBe('06 39 98 12 34');
    expect(net(formaterTelephone('+33 6 39 98 12 34'))).toBe('06 39 98 12 34');
    expect(net(formaterTelephone('0033639981234'))).toBe('06 39 98 12 34');
    expect(formaterTelephone(' +32 2 555 12 34 ')).toBe('+32 2 555 12 34');
    expect(normaliserTelephone('+33 (0)6 39 98 12 34')).toBe('0639981234');
  });

  test('mettre en forme un téléphone français ne change jamais ses chiffres', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^0[1-9]\d{8}$/u), (numero) => {
        expect(normaliserTelephone(formaterTelephone(numero))).toBe(numero);
      }),
    );
  });

  test('zéro et un sont au singulier', () => {
    expect(net(accorder(0, 'demande', 'demandes'))).toBe('0 demande');
    expect(net(accorder(1, 'demande', 'demandes'))).toBe('1 demande');
    expect(net(accorder(12_480, 'demande', 'demandes'))).toBe('12 480 demandes');
    expect(net(formaterNombre(1_000))).toBe('1 000');
  });

  test('les initiales ignorent la civilité et gardent le premier et le dernier mot', () => {
    expect(initiales('Mme Jeanne Aubry')).toBe('JA');
    expect(initiales('Marie-Françoise de La Rochefoucauld-Montbrison')).toBe('MR');
    expect(initiales('Élodie')).toBe('É');
    expect(initiales('')).toBe('');
  });
});
