/** The three typed parts of a date; digits only. */
export interface PartiesDate {
  readonly jour: string;
  readonly mois: string;
  readonly annee: string;
}

/** Reads `aaaa-mm-jj`, or the « jj/mm/aaaa » of an unfinished typing. */
export function lireParties(valeur: string): PartiesDate {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(valeur);
  if (iso !== null) return { annee: iso[1] ?? '', mois: iso[2] ?? '', jour: iso[3] ?? '' };
  const [jour = '', mois = '', annee = ''] = valeur.split('/');
  return { jour, mois, annee };
}

/** Gives `aaaa-mm-jj` when the date exists, '' when nothing is typed, the raw « jj/mm/aaaa » otherwise (a schema refuses it). */
export function ecrireParties({ jour, mois, annee }: PartiesDate): string {
  if (jour === '' && mois === '' && annee === '') return '';
  const iso = `${annee}-${mois.padStart(2, '0')}-${jour.padStart(2, '0')}`;
  return dateExiste(iso) && jour.length > 0 && mois.length > 0 ? iso : `${jour}/${mois}/${annee}`;
}

/** True when `aaaa-mm-jj` is a day of the calendar (31/02 is not). */
export function dateExiste(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(iso)) return false;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}

/** A whole date pasted or dictated: « 12/03/1942 », « 12 03 1942 », « 12031942 », « 1942-03-12 ». */
export function lireDateCollee(texte: string): PartiesDate | undefined {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/u.exec(texte);
  if (iso !== null) return lireParties(texte.trim());
  const francaise = /^\s*(\d{1,2})[\s/.-]?(\d{1,2})[\s/.-]?(\d{4})\s*$/u.exec(texte);
  if (francaise === null) return undefined;
  return { jour: francaise[1] ?? '', mois: francaise[2] ?? '', annee: francaise[3] ?? '' };
}
