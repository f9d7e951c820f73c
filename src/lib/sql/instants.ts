import pg from 'pg';

const TIMESTAMPTZ = 1184;
const usuel: (texte: string) => Date = pg.types.getTypeParser(TIMESTAMPTZ);

/**
 * An instant as PostgreSQL writes it in UTC (`2026-11-28 09:00:00.123+00`) → Date, to the millisecond. Read by position: a list holds
 * hundreds of them. Any other writing (another zone, a far year, infinity) is left to the reader of `pg`.
 */
export function lireInstant(texte: string): Date {
  const fin = texte.length - 3;
  if (texte.charCodeAt(4) !== 45 || texte.charCodeAt(10) !== 32 || !texte.endsWith('+00') || fin < 19 || fin > 23)
    return usuel(texte);
  return new Date(
    Date.UTC(
      chiffres(texte, 0, 4),
      chiffres(texte, 5, 7) - 1,
      chiffres(texte, 8, 10),
      chiffres(texte, 11, 13),
      chiffres(texte, 14, 16),
      chiffres(texte, 17, 19),
      fin === 19 ? 0 : chiffres(texte, 20, fin) * 10 ** (23 - fin),
    ),
  );
}

function chiffres(texte: string, de: number, a: number): number {
  let n = 0;
  for (let i = de; i < a; i += 1) n = n * 10 + texte.charCodeAt(i) - 48;
  return n;
}

/** Every connection of this process reads instants this way. */
export function installerLecteurDInstants(): void {
  pg.types.setTypeParser(TIMESTAMPTZ, lireInstant);
}
