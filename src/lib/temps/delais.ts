import { type CalendrierOuvre, type DemiJournee, demiJourneesDepuis, estOuvre, plagesDuJour } from './calendrier.ts';
import { type Instant, type Jour, decalerJour } from './jour.ts';
import { heureLocale, instantLocal, jourDe } from './zone.ts';

/** A delay: parts add up, calendar parts first (`jours`, `heures`), then `joursOuvres`, `demiJournees`, `heuresOuvrees`. */
export interface Delai {
  readonly jours?: number;
  readonly heures?: number;
  readonly joursOuvres?: number;
  readonly demiJournees?: number;
  readonly heuresOuvrees?: number;
}

const MS_PAR_MINUTE = 60_000;
const MS_PAR_HEURE = 3_600_000;
const UNITES_ENTIERES = ['jours', 'joursOuvres', 'demiJournees'] as const;
const UNITES = [...UNITES_ENTIERES, 'heures', 'heuresOuvrees'] as const;

function verifier(delai: Delai): void {
  for (const unite of UNITES) {
    if (!((delai[unite] ?? 0) >= 0) || !Number.isFinite(delai[unite] ?? 0))
      throw new RangeError(`délai négatif : ${unite}`);
  }
  for (const unite of UNITES_ENTIERES) {
    if (!Number.isInteger(delai[unite] ?? 0)) throw new RangeError(`délai entier attendu : ${unite}`);
  }
}

/** Half-days from the one in progress or the next one to open. */
function* demiJourneesAPartirDe(instant: Instant, calendrier: CalendrierOuvre): Generator<DemiJournee, never> {
  for (const demi of demiJourneesDepuis(jourDe(instant, calendrier.zone), calendrier)) {
    if (demi.fin > instant) yield demi;
  }
  throw new RangeError('ce calendrier n’ouvre jamais');
}

function premiere(instant: Instant, calendrier: CalendrierOuvre): DemiJournee {
  return demiJourneesAPartirDe(instant, calendrier).next().value;
}

/** The instant itself when the structure is open, otherwise its next opening. */
export function prochaineOuverture(instant: Instant, calendrier: CalendrierOuvre): Instant {
  const { debut } = premiere(instant, calendrier);
  return debut > instant ? debut : instant;
}

function ajouterJours(debut: Instant, nombre: number, zone: string): Instant {
  const { jour, msDuJour } = heureLocale(debut, zone);
  return instantLocal(decalerJour(jour, nombre), msDuJour, zone);
}

/** Same clock time on the nth worked day after; brought back to the opening hours of that day when they are shorter. */
function ajouterJoursOuvres(debut: Instant, nombre: number, calendrier: CalendrierOuvre): Instant {
  const depart = heureLocale(prochaineOuverture(debut, calendrier), calendrier.zone);
  const arrivee = jourOuvreApres(depart.jour, nombre, calendrier);
  const plages = plagesDuJour(arrivee, calendrier);
  const minute = depart.msDuJour / MS_PAR_MINUTE;
  const plage = plages.find(({ fin }) => minute < fin);
  const minuteOuverte = plage === undefined ? (plages.at(-1)?.fin ?? minute) : Math.max(plage.debut, minute);
  return instantLocal(arrivee, minuteOuverte * MS_PAR_MINUTE, calendrier.zone);
}

function jourOuvreApres(depart: Jour, nombre: number, calendrier: CalendrierOuvre): Jour {
  let jour = depart;
  for (let restants = nombre; restants > 0;) {
    jour = decalerJour(jour, 1);
    if (estOuvre(jour, calendrier)) restants -= 1;
  }
  return jour;
}

/**
 * As far into the nth half-day after as `debut` is into its own (9:10 → 14:10), never beyond its end. So half a day is neither
 * five minutes at the end of a morning nor a whole day at its beginning.
 */
function ajouterDemiJournees(debut: Instant, nombre: number, calendrier: CalendrierOuvre): Instant {
  const suite = demiJourneesAPartirDe(debut, calendrier);
  const depart = suite.next().value;
  const entamee = Math.max(0, debut.getTime() - depart.debut.getTime());
  let arrivee = depart;
  for (let restantes = nombre; restantes > 0; restantes -= 1) arrivee = suite.next().value;
  return new Date(Math.min(arrivee.debut.getTime() + entamee, arrivee.fin.getTime()));
}

function ajouterHeuresOuvrees(debut: Instant, nombre: number, calendrier: CalendrierOuvre): Instant {
  let restantes = nombre * MS_PAR_HEURE;
  for (const demi of demiJourneesAPartirDe(debut, calendrier)) {
    const ouverture = Math.max(debut.getTime(), demi.debut.getTime());
    if (ouverture + restantes <= demi.fin.getTime()) return new Date(ouverture + restantes);
    restantes -= demi.fin.getTime() - ouverture;
  }
  throw new RangeError('ce calendrier n’ouvre jamais');
}

/**
 * Instant when a delay ends. Worked delays start running at the next opening; `jours` keeps the clock time across a change of hour,
 * `heures` counts real hours. Throws on a negative delay or on a calendar that never opens.
 * Source of the delays themselves: parameters of the territory, never this file.
 */
export function ajouterDelaiOuvre(debut: Instant, delai: Delai, calendrier: CalendrierOuvre): Instant {
  verifier(delai);
  const { jours = 0, heures = 0, joursOuvres = 0, demiJournees = 0, heuresOuvrees = 0 } = delai;
  let instant = jours > 0 ? ajouterJours(debut, jours, calendrier.zone) : debut;
  if (heures > 0) instant = new Date(instant.getTime() + heures * MS_PAR_HEURE);
  if (joursOuvres > 0) instant = ajouterJoursOuvres(instant, joursOuvres, calendrier);
  if (demiJournees > 0) instant = ajouterDemiJournees(instant, demiJournees, calendrier);
  if (heuresOuvrees > 0) instant = ajouterHeuresOuvrees(instant, heuresOuvrees, calendrier);
  return instant;
}

/** Minutes of opening between two instants, fractions kept; negative when `fin` comes before `debut`. */
export function minutesOuvreesEntre(debut: Instant, fin: Instant, calendrier: CalendrierOuvre): number {
  if (fin < debut) return -minutesOuvreesEntre(fin, debut, calendrier);
  let total = 0;
  for (const demi of demiJourneesAPartirDe(debut, calendrier)) {
    if (demi.debut >= fin) break;
    total += Math.min(demi.fin.getTime(), fin.getTime()) - Math.max(demi.debut.getTime(), debut.getTime());
  }
  return total / MS_PAR_MINUTE;
}
