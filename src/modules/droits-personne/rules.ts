import type { Genre, MotifApresDeces, PorteeDemandee, Preuve, Qualite } from './vocabulaire.ts';

const HEURE_MS = 3_600_000;
const JOUR_MS = 24 * HEURE_MS;
/** Reflection time before a record may be handed over. Source: R. 1111-1 CSP (RG-02). */
export const REFLEXION_MS = 48 * HEURE_MS;
/** Longest time to answer a request of access; two months as soon as something older than five years is asked. Source: L. 1111-7 CSP. */
export const REPONSE_JOURS = 8;
export const REPONSE_ANCIEN_MOIS = 2;
export const ANCIEN_ANNEES = 5;
/** The alarm rings two days before the term: J+6 of eight. Source: RG-02. */
const AVANCE_ALARME_MS = 2 * JOUR_MS;
/** Other rights: one month. Source: GDPR art. 12-3. The alarm rings five days before [P]. */
const AVANCE_AUTRES_MS = 5 * JOUR_MS;

export interface Minuteries {
  /** Nothing is handed over before; access only. */
  readonly pasAvant?: Date | undefined;
  readonly alarme: Date;
  readonly auPlusTard: Date;
}

/** Same day and hour `mois` months later (or before), in UTC; the last day of the month when that day does not exist. */
export function decalerMois(instant: Date, mois: number): Date {
  const cible = new Date(instant);
  cible.setUTCDate(1);
  cible.setUTCMonth(cible.getUTCMonth() + mois);
  const dernier = new Date(Date.UTC(cible.getUTCFullYear(), cible.getUTCMonth() + 1, 0)).getUTCDate();
  cible.setUTCDate(Math.min(instant.getUTCDate(), dernier));
  return cible;
}

export const ilYACinqAns = (instant: Date): Date => decalerMois(instant, -12 * ANCIEN_ANNEES);

/** Clocks of a request, from the instant it was received. `ancien`: something older than five years is asked for. */
export function minuteriesDe(genre: Genre, recueLe: Date, ancien: boolean): Minuteries {
  if (genre !== 'acces') {
    const auPlusTard = decalerMois(recueLe, 1);
    return { alarme: new Date(auPlusTard.getTime() - AVANCE_AUTRES_MS), auPlusTard };
  }
  const auPlusTard = ancien
    ? decalerMois(recueLe, REPONSE_ANCIEN_MOIS)
    : new Date(recueLe.getTime() + REPONSE_JOURS * JOUR_MS);
  return {
    pasAvant: new Date(recueLe.getTime() + REFLEXION_MS),
    alarme: new Date(auPlusTard.getTime() - AVANCE_ALARME_MS),
    auPlusTard,
  };
}

/** The longer time only runs when old data exist and are asked for. */
export function estAncien(portee: PorteeDemandee, plusVieille: Date | undefined, recueLe: Date): boolean {
  return portee === 'tout' && plusVieille !== undefined && plusVieille < ilYACinqAns(recueLe);
}

export interface QuiDemande {
  readonly qualite: Qualite;
  readonly preuve: Preuve;
  readonly motif?: MotifApresDeces | undefined;
  readonly decedee: boolean;
  readonly genre: Genre;
}

/** Why this request cannot be received as it stands, or undefined. Source: SP-16, L. 1111-7. */
export function irrecevable(
  demande: QuiDemande,
): 'pas_decedee' | 'motif_manquant' | 'preuve_insuffisante' | 'decedee' | 'acces_seulement' | undefined {
  const { qualite, preuve, motif, decedee, genre } = demande;
  if (qualite === 'ayant_droit') {
    if (!decedee) return 'pas_decedee';
    if (genre !== 'acces') return 'acces_seulement';
    if (motif === undefined) return 'motif_manquant';
    return preuve === 'piece_et_qualite' ? undefined : 'preuve_insuffisante';
  }
  if (decedee) return 'decedee';
  if (qualite === 'mandataire' && preuve !== 'piece_et_mandat') return 'preuve_insuffisante';
  if (qualite === 'representant' && preuve !== 'piece_et_qualite') return 'preuve_insuffisante';
  return undefined;
}
