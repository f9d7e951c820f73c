import { heureLocale, jourDe, jourSemaine } from '#lib/temps/index.ts';
import { HEURES_SUPPOSEES, PERIME_JOURS } from './parametres.ts';
import type { Horaire } from './resume.ts';

const JOUR_MS = 86_400_000;
/** What one recent failure leaves of the trust in an entry. */
const RESTE_APRES_ECHEC = 0.5;

export type Niveau = 'sure' | 'a_confirmer' | 'perimee' | 'douteuse';

export interface Fiabilite {
  readonly niveau: Niveau;
  /** 0 (do not count on it) to 1 (confirmed today). */
  readonly note: number;
  readonly joursDepuis: number | undefined;
}

/**
 * How far an entry can be trusted: the age of its last confirmation (or, failing that, of its source) and the failures reported
 * since. Older or failing more is never more trusted. Source: metier.md §19.
 */
export function fiabilite(
  fiche: { readonly confirmeLe?: Date | undefined; readonly sourceLe?: Date | undefined; readonly echecs: number },
  maintenant: Date,
): Fiabilite {
  const repere = plusRecent(fiche.confirmeLe, fiche.sourceLe);
  const jours =
    repere === undefined ? undefined : Math.max(0, Math.floor((maintenant.getTime() - repere.getTime()) / JOUR_MS));
  const fraicheur = jours === undefined ? 0.5 : Math.max(0, 1 - jours / (2 * PERIME_JOURS));
  const note = fraicheur * RESTE_APRES_ECHEC ** fiche.echecs;
  return { niveau: niveauDe(jours, fiche, maintenant), note, joursDepuis: jours };
}

function niveauDe(
  jours: number | undefined,
  fiche: { readonly confirmeLe?: Date | undefined; readonly echecs: number },
  maintenant: Date,
): Niveau {
  if (fiche.echecs > 0) return 'douteuse';
  if (jours !== undefined && jours > PERIME_JOURS) return 'perimee';
  const confirmee =
    fiche.confirmeLe !== undefined && maintenant.getTime() - fiche.confirmeLe.getTime() <= PERIME_JOURS * JOUR_MS;
  return confirmee ? 'sure' : 'a_confirmer';
}

function plusRecent(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

export interface Presence {
  readonly absenteDu?: Date | undefined;
  readonly absenteJusqu?: Date | undefined;
  readonly remplacant?:
    | { readonly ref?: string | undefined; readonly nom: string; readonly telephone?: string | undefined }
    | undefined;
  readonly canal?: 'telephone' | 'mssante' | undefined;
  readonly consigne?: string | undefined;
  readonly horaires: readonly Horaire[];
}

export interface Joignable {
  readonly etat: 'joignable' | 'absent' | 'remplace' | 'inconnu';
  readonly jusqua?: Date | undefined;
  readonly remplacant?: string | undefined;
}

/** Can they be reached now? Nothing said is « unknown », never « absent ». */
export function joignabilite(
  presence: Presence | undefined,
  horaires: readonly Horaire[],
  maintenant: Date,
): Joignable {
  if (presence !== undefined && estAbsente(presence, maintenant)) {
    const jusqua = presence.absenteJusqu;
    return presence.remplacant === undefined
      ? { etat: 'absent', jusqua }
      : { etat: 'remplace', jusqua, remplacant: presence.remplacant.nom };
  }
  const connus = presence !== undefined && presence.horaires.length > 0 ? presence.horaires : horaires;
  return ouvertA(connus, maintenant) ? { etat: 'joignable' } : { etat: 'inconnu' };
}

export function estAbsente(presence: Presence, maintenant: Date): boolean {
  if (presence.absenteDu === undefined || presence.absenteDu > maintenant) return false;
  return presence.absenteJusqu === undefined || presence.absenteJusqu > maintenant;
}

const minutes = (heure: string | undefined, defaut: number): number => {
  const lue = /^(\d{2}):(\d{2})/.exec(heure ?? '');
  return lue === null ? defaut : Number(lue[1]) * 60 + Number(lue[2]);
};

function ouvertA(horaires: readonly Horaire[], maintenant: Date): boolean {
  const jour = jourDuServeur(maintenant);
  const minute = Math.floor(heureLocale(maintenant, 'Europe/Paris').msDuJour / 60_000);
  return horaires.some(
    (h) =>
      h.jour === jour &&
      minutes(h.debut, HEURES_SUPPOSEES.debut) <= minute &&
      minute < minutes(h.fin, HEURES_SUPPOSEES.fin),
  );
}

/** Day of the week in France, 1 Monday … 7 Sunday. */
export function jourDuServeur(maintenant: Date): number {
  return jourSemaine(jourDe(maintenant, 'Europe/Paris'));
}

/** Great-circle distance in kilometres (mean radius 6 371 km): enough to say which is nearer, not a road distance. */
export function distanceKm(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const rad = Math.PI / 180;
  const dLat = (b.latitude - a.latitude) * rad;
  const dLon = (b.longitude - a.longitude) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}
