/** An instant, always compared in UTC. */
export type Instant = Date;

/** A calendar date `aaaa-mm-jj`, without hour nor zone. Strings of this type sort in calendar order. */
export type Jour = string & { readonly marque: 'Jour' };

const MS_PAR_JOUR = 86_400_000;

/** True for an existing date written `aaaa-mm-jj`, years 1000 to 9999. */
export function estJour(texte: string): texte is Jour {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(texte)) return false;
  const date = new Date(`${texte}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(texte);
}

/** Builds a date from a text already known to be one; throws on anything else, which is a fault of the caller. */
export function jour(texte: string): Jour {
  if (!estJour(texte)) throw new RangeError('une date aaaa-mm-jj est attendue');
  return texte;
}

/** Calendar date `nombre` days later (earlier when negative). */
export function decalerJour(depart: Jour, nombre: number): Jour {
  const date = new Date(`${depart}T00:00:00Z`);
  return jour(new Date(date.getTime() + nombre * MS_PAR_JOUR).toISOString().slice(0, 10));
}

/** ISO day of the week: 1 Monday to 7 Sunday. */
export type JourSemaine = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Day of the week of a calendar date. */
export function jourSemaine(date: Jour): JourSemaine {
  const dimancheZero = new Date(`${date}T00:00:00Z`).getUTCDay();
  return (dimancheZero === 0 ? 7 : dimancheZero) as JourSemaine;
}
