import { dateNaissanceFhir, type DateNaissance } from '#lib/identifiants/index.ts';

/** Ten characters, as the service wants every date: what is not known is `00` (« 1950-00-00 »). */
export function dateLunaire(date: DateNaissance): string {
  return `${date}-00-00`.slice(0, 10);
}

/** The same way back; undefined when it is no date. */
export function depuisDateLunaire(texte: string): DateNaissance | undefined {
  return dateNaissanceFhir(texte.replace(/(-00)?-00$/, ''));
}
