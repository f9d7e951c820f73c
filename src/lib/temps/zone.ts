import { type Instant, type Jour, jour } from './jour.ts';

/** Local date and hour of an instant in a zone. */
export interface HeureLocale {
  readonly jour: Jour;
  /** Milliseconds since 00:00 on the clock of the wall. */
  readonly msDuJour: number;
}

const MS_PAR_JOUR = 86_400_000;

// Building a formatter costs far more than using it; zones are few (one per territory).
const formats = new Map<string, Intl.DateTimeFormat>();

function formatDe(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clock on the wall shows, read as if it were UTC; whole seconds. */
function horlogeMurale(instantMs: number, zone: string): number {
  const parties: Record<string, number> = {};
  for (const { type, value } of formatDe(zone).formatToParts(instantMs)) parties[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parties;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Distance of the zone to UTC at an instant, in ms (positive to the east). */
function decalage(instantMs: number, zone: string): number {
  const seconde = Math.floor(instantMs / 1000) * 1000;
  return horlogeMurale(seconde, zone) - seconde;
}

/** Local date and hour of an instant (`zone` is an IANA name, such as Europe/Paris). */
export function heureLocale(instant: Instant, zone: string): HeureLocale {
  const mural = instant.getTime() + decalage(instant.getTime(), zone);
  return {
    jour: jour(new Date(mural).toISOString().slice(0, 10)),
    msDuJour: ((mural % MS_PAR_JOUR) + MS_PAR_JOUR) % MS_PAR_JOUR,
  };
}

/** Local calendar date of an instant. */
export function jourDe(instant: Instant, zone: string): Jour {
  return heureLocale(instant, zone).jour;
}

/**
 * The instant when the clocks of a zone show this date and hour. When clocks go back and the hour happens twice, the first one;
 * when clocks go forward and it never happens, the instant as far after the change as it was asked after it.
 */
export function instantLocal(date: Jour, msDuJour: number, zone: string): Instant {
  const mural = Date.parse(`${date}T00:00:00Z`) + msDuJour;
  // The offset cannot change twice within two days: the one before and the one after are the only candidates.
  const avant = decalage(mural - MS_PAR_JOUR, zone);
  const apres = decalage(mural + MS_PAR_JOUR, zone);
  const candidats = [mural - avant, mural - apres].filter((instant) => instant + decalage(instant, zone) === mural);
  return new Date(candidats.length > 0 ? Math.min(...candidats) : mural - avant);
}
