import { decalerJour, estJour, jourSemaine, type Jour } from '#lib/temps/jour.ts';
import { instantLocal, jourDe } from '#lib/temps/zone.ts';

const ZONE = 'Europe/Paris';
const VENDREDI = 5;
/** A promise « for Friday » is kept until the end of that working day. */
const FIN_DE_JOURNEE_MS = 18 * 3_600_000;

export type Quand = 'demain' | 'vendredi' | 'semaine' | 'date';

/** Friday that comes: the next one when today is already Friday or the week-end. */
export function vendrediQuiVient(maintenant: Date): Jour {
  const jour = jourDe(maintenant, ZONE);
  const ecart = (VENDREDI - jourSemaine(jour) + 7) % 7;
  return decalerJour(jour, ecart === 0 ? 7 : ecart);
}

/** The day chosen with one tap; `date` is the typed one. a day that does not exist stays as typed. */
export function jourChoisi(quand: Quand, date: string, maintenant: Date): string {
  const jour = jourDe(maintenant, ZONE);
  if (quand === 'demain') return decalerJour(jour, 1);
  if (quand === 'semaine') return decalerJour(jour, 7);
  if (quand === 'vendredi') return vendrediQuiVient(maintenant);
  return date;
}

/** End of that day on the clocks of France, or the text itself when it is not a day: the server names it. */
export const finDuJour = (jour: string): string =>
  estJour(jour) ? instantLocal(jour, FIN_DE_JOURNEE_MS, ZONE).toISOString() : jour;
