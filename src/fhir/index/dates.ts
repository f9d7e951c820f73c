/** First and last millisecond of a FHIR date or period, as UTC text that sorts like time. */
export interface Bornes {
  readonly debut: string;
  readonly fin: string;
}

/** Before everything, after everything: the open side of a period. */
export const DEBUT_DES_TEMPS = '0000-01-01T00:00:00.000Z';
export const FIN_DES_TEMPS = '9999-12-31T23:59:59.999Z';

const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/**
 * `2026-11` → the whole of November, `2026-11-28T09:30Z` → that minute, an instant → itself. Without a zone, the text is read as UTC
 * on both sides of a search. Undefined when it is not a FHIR date, or a day that no calendar has.
 */
export function bornesDeDate(texte: string): Bornes | undefined {
  if (INSTANT.test(texte)) return instantUtc(texte);
  const lue = DATE.exec(texte);
  if (lue === null) return undefined;
  const [, annee = '', mois, jour, heure, minute, seconde, fraction, zone] = lue;
  const debut = instant(
    `${annee}-${mois ?? '01'}-${jour ?? '01'}T${heure ?? '00'}:${minute ?? '00'}:${seconde === '60' ? '59' : (seconde ?? '00')}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}`,
    zone,
  );
  if (debut === undefined || !memeJour(annee, mois, jour)) return undefined;
  return { debut: ecrire(debut), fin: ecrire(finDe(debut, { mois, jour, heure, seconde, fraction })) };
}

/** An instant in UTC whose day every month has: no calendar is needed. */
const INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

function instantUtc(texte: string): Bornes {
  if (texte.length > 20) return { debut: texte, fin: texte };
  const seconde = texte.slice(0, 19);
  return { debut: `${seconde}.000Z`, fin: `${seconde}.999Z` };
}

type Precision = { readonly [partie in 'mois' | 'jour' | 'heure' | 'seconde' | 'fraction']: string | undefined };

function finDe(debut: Date, { mois, jour, heure, seconde, fraction }: Precision): Date {
  if (mois === undefined) return new Date(Date.UTC(debut.getUTCFullYear() + 1, 0, 1) - 1);
  if (jour === undefined) return new Date(Date.UTC(debut.getUTCFullYear(), debut.getUTCMonth() + 1, 1) - 1);
  if (heure === undefined) return new Date(debut.getTime() + 86_400_000 - 1);
  if (seconde === undefined) return new Date(debut.getTime() + 60_000 - 1);
  if (fraction === undefined) return new Date(debut.getTime() + 1_000 - 1);
  return new Date(debut.getTime() + 10 ** Math.max(0, 3 - fraction.length) - 1);
}

function instant(texte: string, zone: string | undefined): Date | undefined {
  const date = new Date(`${texte}${zone ?? 'Z'}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** JavaScript accepts 31 February and moves on to March. */
function memeJour(annee: string, mois: string | undefined, jour: string | undefined): boolean {
  if (mois === undefined || jour === undefined) return true;
  const date = new Date(`${annee}-${mois}-${jour}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(jour);
}

/** A zone may push an instant out of the years that sort as text. */
function ecrire(date: Date): string {
  const annee = date.getUTCFullYear();
  if (annee < 0) return DEBUT_DES_TEMPS;
  return annee > 9999 ? FIN_DES_TEMPS : date.toISOString();
}

/** Both ends of a Period, each at its own precision; undefined when neither can be read. */
export function bornesDePeriode(periode: { readonly start?: unknown; readonly end?: unknown }): Bornes | undefined {
  const debut = typeof periode.start === 'string' ? bornesDeDate(periode.start) : undefined;
  const fin = typeof periode.end === 'string' ? bornesDeDate(periode.end) : undefined;
  if (debut === undefined && fin === undefined) return undefined;
  return { debut: debut?.debut ?? DEBUT_DES_TEMPS, fin: fin?.fin ?? FIN_DES_TEMPS };
}
