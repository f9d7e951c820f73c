import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jourSemaine } from '#lib/temps/jour.ts';
import { finDuJour, jourChoisi, vendrediQuiVient } from './dates.ts';

const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });

test('le vendredi proposé est toujours un vendredi, jamais aujourd’hui, dans la semaine qui vient', () => {
  fc.assert(
    fc.property(instants, (maintenant) => {
      const vendredi = vendrediQuiVient(maintenant);
      expect(jourSemaine(vendredi)).toBe(5);
      const ecart = (Date.parse(vendredi) - Date.parse(jourChoisi('demain', '', maintenant))) / 86_400_000;
      expect(ecart).toBeGreaterThanOrEqual(0);
      expect(ecart).toBeLessThanOrEqual(6);
    }),
  );
});

test('un choix d’un geste tombe toujours après maintenant, à 18 h à Paris', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom('demain', 'vendredi', 'semaine'), (maintenant, quand) => {
      const fin = finDuJour(jourChoisi(quand, '', maintenant));
      expect(new Date(fin).getTime()).toBeGreaterThan(maintenant.getTime());
    }),
  );
  expect(finDuJour('2026-07-01')).toBe('2026-07-01T16:00:00.000Z');
  expect(finDuJour('2026-11-25')).toBe('2026-11-25T17:00:00.000Z');
});

test('demain se compte à Paris, même tard le soir', () => {
  expect(jourChoisi('demain', '', new Date('2026-11-24T23:30:00Z'))).toBe('2026-11-26');
});

test('une date qui n’existe pas part telle qu’écrite, pour que le serveur la nomme', () => {
  expect(finDuJour(jourChoisi('date', '31/02/2026', new Date('2026-11-24T09:00:00Z')))).toBe('31/02/2026');
});
