import { bornesDeDate } from '../../index/index.ts';
import type { ValeurDeDate } from '../modele.ts';
import { invalide } from './faute.ts';
import { lirePrefixe } from './nombres.ts';

/**
 * A moment as the interval its precision covers, in UTC: `2020-03` is the whole of March. A time without a zone is read in UTC, as the
 * days of the resources are. A `+` that arrived as a space is read as a plus: many clients forget to encode it. */
export function lireDate(texte: string): ValeurDeDate {
  const { prefixe, reste } = lirePrefixe(texte);
  const bornes = /^\d{4}/.test(reste) && !reste.startsWith('0000') ? bornesDeDate(reste.replace(' ', '+')) : undefined;
  if (bornes === undefined)
    throw invalide(
      `« ${texte} » n’est pas une date. Écrivez AAAA, AAAA-MM, AAAA-MM-JJ ou AAAA-MM-JJThh:mm:ss+hh:mm, après un préfixe si besoin.`,
    );
  return { prefixe, ...bornes };
}
