import { estJour } from '#lib/temps/jour.ts';
import { instantLocal } from '#lib/temps/zone.ts';

const ZONE = 'Europe/Paris';

/** « 10 h », « 10h30 », « 10:30 », « 10 » → minutes since midnight; undefined when it is not an hour of the day. */
export function lireHeure(texte: string): number | undefined {
  const lue = /^(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?$/iu.exec(texte.trim());
  const heures = Number(lue?.[1]);
  const minutes = Number(lue?.[2] ?? 0);
  return lue === null || heures > 23 || minutes > 59 ? undefined : heures * 60 + minutes;
}

/** Instant of a typed day and hour on the clocks of France; undefined when one of them does not exist. */
export function instantSaisi(jour: string, heure: string): string | undefined {
  const minutes = lireHeure(heure);
  return minutes === undefined || !estJour(jour) ? undefined : instantLocal(jour, minutes * 60_000, ZONE).toISOString();
}
