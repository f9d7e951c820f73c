import { type Jour, decalerJour, jour } from './jour.ts';

/** A public holiday and its French name. */
export interface JourFerie {
  readonly jour: Jour;
  readonly nom: string;
}

/** Holidays at a fixed date. Source: code du travail, art. L3133-1. */
const FIXES: readonly (readonly [moisJour: string, nom: string])[] = [
  ['01-01', 'Jour de l’an'],
  ['05-01', 'Fête du travail'],
  ['05-08', 'Victoire de 1945'],
  ['07-14', 'Fête nationale'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', 'Armistice de 1918'],
  ['12-25', 'Noël'],
];

/** Holidays counted in days from Easter Sunday. */
const DEPUIS_PAQUES: readonly (readonly [ecartJours: number, nom: string])[] = [
  [1, 'Lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'Lundi de Pentecôte'],
];

/** Haut-Rhin, Bas-Rhin and Moselle. Source: code du travail, art. L3134-13. */
const ALSACE_MOSELLE = { depuisPaques: [[-2, 'Vendredi saint']], fixes: [['12-26', 'Saint-Étienne']] } as const;

/** Easter Sunday in the Gregorian calendar (anonymous algorithm published by Meeus and others), valid from 1583. */
export function dimancheDePaques(annee: number): Jour {
  const cycle = annee % 19;
  const siecle = Math.floor(annee / 100);
  const reste = annee % 100;
  const lune = Math.floor((siecle - Math.floor((siecle + 8) / 25) + 1) / 3);
  const epacte = (19 * cycle + siecle - Math.floor(siecle / 4) - lune + 15) % 30;
  const semaine = (32 + 2 * (siecle % 4) + 2 * Math.floor(reste / 4) - epacte - (reste % 4)) % 7;
  const correction = Math.floor((cycle + 11 * epacte + 22 * semaine) / 451);
  const rang = epacte + semaine - 7 * correction + 114;
  const mois = String(Math.floor(rang / 31)).padStart(2, '0');
  return jour(`${annee}-${mois}-${String((rang % 31) + 1).padStart(2, '0')}`);
}

/** Public holidays of metropolitan France for a year, in calendar order; overseas holidays are closures of the territory. */
export function joursFeries(annee: number, options: { readonly alsaceMoselle?: boolean } = {}): readonly JourFerie[] {
  const paques = dimancheDePaques(annee);
  const fixes = options.alsaceMoselle === true ? [...FIXES, ...ALSACE_MOSELLE.fixes] : FIXES;
  const mobiles = options.alsaceMoselle === true ? [...DEPUIS_PAQUES, ...ALSACE_MOSELLE.depuisPaques] : DEPUIS_PAQUES;
  return [
    ...fixes.map(([moisJour, nom]) => ({ jour: jour(`${annee}-${moisJour}`), nom })),
    ...mobiles.map(([ecart, nom]) => ({ jour: decalerJour(paques, ecart), nom })),
  ].sort((a, b) => (a.jour < b.jour ? -1 : 1));
}
