import { formaterHeure, formaterJour, formaterMoment, type Instant } from '#web/format.ts';

/** A date given by a service: midnight means that no hour was given. */
export function direRendezVous(le: Instant, maintenant: Date): string {
  return formaterHeure(le) === formaterHeure('2026-01-01T00:00:00+01:00')
    ? formaterJour(le, maintenant)
    : formaterMoment(le, maintenant);
}
