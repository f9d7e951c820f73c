import { type Instant, type Jour, type JourSemaine, decalerJour, jourSemaine } from './jour.ts';
import { joursFeries } from './jours-feries.ts';
import { instantLocal } from './zone.ts';

/** Opening hours of one half-day, in minutes since 00:00 local time; `fin` excluded. */
export interface Plage {
  readonly debut: number;
  readonly fin: number;
}

/** Working calendar of a structure or a territory: a setting, never a constant of the code. */
export interface CalendrierOuvre {
  /** IANA zone. */
  readonly zone: string;
  /** In order and disjoint; a day absent is closed. */
  readonly plages: Readonly<Partial<Record<JourSemaine, readonly Plage[]>>>;
  readonly alsaceMoselle: boolean;
  /** Days closed besides public holidays (bridges, overseas holidays). */
  readonly fermetures: readonly Jour[];
}

const JOURNEE: readonly Plage[] = [
  { debut: 9 * 60, fin: 12 * 60 + 30 },
  { debut: 14 * 60, fin: 18 * 60 },
];

/** Default until the territory sets its own: Monday to Friday, 9:00-12:30 and 14:00-18:00, Paris time. */
export const CALENDRIER_PAR_DEFAUT: CalendrierOuvre = {
  zone: 'Europe/Paris',
  plages: { 1: JOURNEE, 2: JOURNEE, 3: JOURNEE, 4: JOURNEE, 5: JOURNEE },
  alsaceMoselle: false,
  fermetures: [],
};

const feriesConnus = new Map<string, ReadonlySet<string>>();

function feries(annee: number, alsaceMoselle: boolean): ReadonlySet<string> {
  const cle = `${annee}/${alsaceMoselle}`;
  let jours = feriesConnus.get(cle);
  if (jours === undefined) {
    jours = new Set(joursFeries(annee, { alsaceMoselle }).map((ferie) => ferie.jour));
    feriesConnus.set(cle, jours);
  }
  return jours;
}

/** Half-days worked on a date; none on holidays, closures and days without opening hours. */
export function plagesDuJour(date: Jour, calendrier: CalendrierOuvre): readonly Plage[] {
  if (calendrier.fermetures.includes(date)) return [];
  if (feries(Number(date.slice(0, 4)), calendrier.alsaceMoselle).has(date)) return [];
  return (calendrier.plages[jourSemaine(date)] ?? []).filter((plage) => plage.fin > plage.debut);
}

/** Is this calendar date worked, at least in part? */
export function estOuvre(date: Jour, calendrier: CalendrierOuvre): boolean {
  return plagesDuJour(date, calendrier).length > 0;
}

/** A half-day worked, placed in time. */
export interface DemiJournee {
  readonly jour: Jour;
  readonly plage: Plage;
  readonly debut: Instant;
  readonly fin: Instant;
}

const MS_PAR_MINUTE = 60_000;
/** Longer than any plausible run of closed days: beyond, the calendar never opens. */
const JOURS_SANS_OUVERTURE = 400;

/** Half-days worked from a date on, in order, without end; throws when the calendar never opens. */
export function* demiJourneesDepuis(depart: Jour, calendrier: CalendrierOuvre): Generator<DemiJournee, never> {
  const { zone } = calendrier;
  let fermes = 0;
  for (let date = depart; fermes < JOURS_SANS_OUVERTURE; date = decalerJour(date, 1)) {
    const plages = plagesDuJour(date, calendrier);
    fermes = plages.length === 0 ? fermes + 1 : 0;
    for (const plage of plages) {
      const debut = instantLocal(date, plage.debut * MS_PAR_MINUTE, zone);
      const fin = instantLocal(date, plage.fin * MS_PAR_MINUTE, zone);
      // A half-day can vanish in the hour skipped when clocks go forward.
      if (fin > debut) yield { jour: date, plage, debut, fin };
    }
  }
  throw new RangeError('ce calendrier n’ouvre jamais');
}
