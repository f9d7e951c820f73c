import { type DateNaissance, afficherDateNaissance } from '#lib/identifiants/index.ts';
import type { Ressemblance } from './seuils.ts';

export interface DateComparee {
  readonly ressemblance: Ressemblance;
  readonly motif: string;
}

function inversees(a: DateNaissance, b: DateNaissance): boolean {
  const [annee, mois, jour] = a.split('-');
  return b === `${annee}-${jour}-${mois}`;
}

function chiffresDifferents(a: string, b: string): number {
  return Array.from(a).filter((chiffre, rang) => chiffre !== b[rang]).length;
}

/** How two dates of birth resemble each other; undefined when they contradict each other. A partial date is compared on what it says. */
export function comparerDates(a: DateNaissance, b: DateNaissance): DateComparee | undefined {
  const precision = Math.min(a.length, b.length);
  if (a.slice(0, precision) === b.slice(0, precision)) {
    if (precision === 10) return { ressemblance: 'date_identique', motif: 'même date de naissance' };
    return precision === 7
      ? { ressemblance: 'mois_identique', motif: 'même mois et même année de naissance' }
      : { ressemblance: 'annee_identique', motif: 'même année de naissance' };
  }
  if (precision < 10) return undefined;
  const dates = `(${afficherDateNaissance(a)} / ${afficherDateNaissance(b)})`;
  if (inversees(a, b))
    return { ressemblance: 'jour_mois_inverses', motif: `jour et mois de naissance inversés ${dates}` };
  if (chiffresDifferents(a, b) === 1) {
    return { ressemblance: 'date_un_chiffre', motif: `date de naissance à un chiffre près ${dates}` };
  }
  return undefined;
}
