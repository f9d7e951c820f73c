import { ageEnAnnees } from './format.ts';
import { dateExiste, lireDateCollee } from './ui/champs/date-saisie.ts';

const MOIS = new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' });
const JOUR = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/**
 * What a hurried hand types as a birth date: « 12/03/1942 », « 12 3 1942 », « 12031942 », « 03/1942 », « 1942 ».
 * Gives a partial FHIR date (`1942`, `1942-03`, `1942-03-12`), or undefined when it is none of these or not a day of the calendar.
 */
export function lireNaissance(texte: string): string | undefined {
  const net = texte.trim();
  if (/^(?:19|20)\d{2}$/u.test(net)) return net;
  const mois = /^(\d{1,2})[\s/.-](\d{4})$/u.exec(net);
  if (mois !== null)
    return Number(mois[1]) >= 1 && Number(mois[1]) <= 12 ? `${mois[2]}-${mois[1]?.padStart(2, '0')}` : undefined;
  const parties = lireDateCollee(net);
  if (parties === undefined) return undefined;
  const iso = `${parties.annee}-${parties.mois.padStart(2, '0')}-${parties.jour.padStart(2, '0')}`;
  return dateExiste(iso) ? iso : undefined;
}

/** Same date, back in the words of the field. */
export function ecrireNaissance(date: string): string {
  return date.split('-').toReversed().join('/');
}

/** « 12 mars 1942 », « mars 1942 », « 1942 ». */
export function direNaissance(date: string): string {
  const [annee = '', mois, jour] = date.split('-');
  if (mois === undefined) return annee;
  const instant = new Date(`${annee}-${mois}-${jour ?? '01'}T00:00:00Z`);
  if (jour === undefined) return `${MOIS.format(instant)} ${annee}`;
  return JOUR.format(instant).replace(/^1 /u, '1er ');
}

/** What was understood of the typing, to catch a slip at once: « 12 mars 1942, 84 ans ». Undefined: nothing to say yet. */
export function comprendreNaissance(texte: string, maintenant: Date): string | undefined {
  const date = lireNaissance(texte);
  if (date === undefined) return undefined;
  const entiere = date.length === 10;
  const age = entiere ? ageEnAnnees(date, maintenant) : maintenant.getFullYear() - Number(date.slice(0, 4));
  if (age < 0 || age > 125) return undefined;
  return entiere ? `${direNaissance(date)}, ${age} ans` : `${direNaissance(date)}, environ ${age} ans`;
}

/** « né(e) le 12 mars 1942 », « né(e) en 1942 »; a date already written for humans (« 12/03/1942 ») is kept. */
export function direNeeLe(date: string): string {
  if (!/^\d{4}(?:-|$)/u.test(date)) return `né(e) le ${date}`;
  return date.length === 10 ? `né(e) le ${direNaissance(date)}` : `né(e) en ${direNaissance(date)}`;
}
