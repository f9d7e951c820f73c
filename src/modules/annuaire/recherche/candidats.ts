import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '#socle/transaction.ts';
import { jetonsDuMot } from '../import/jetons.ts';
import type { Resume } from '../resume.ts';
import { tables } from '../tables.ts';
import type { Candidat } from './classer.ts';
import type { Commune, Lecture } from './comprendre.ts';
import type { Notion } from './lexique.ts';

/** Kept for ordering; beyond it a search is too vague and the farthest are left out. */
export const CANDIDATS_MAX = 400;
const KM_PAR_DEGRE = 111.2;

export type GenreFiche = Resume['genre'];
const TYPES: Readonly<Record<GenreFiche, string>> = {
  personne: 'PractitionerRole',
  structure: 'Organization',
  offre: 'HealthcareService',
};

export interface Filtre {
  readonly genres: readonly GenreFiche[];
  readonly centre: Commune | undefined;
  /** `exact`: each word is written or sounds so. `proche`: only its first two letters are sure. `sans`: names are left aside. */
  readonly noms: 'exact' | 'proche' | 'sans';
}

/** The one read of the directory (tokens under GIN), nearest first. Apart, so that a test can ask the engine how it runs it. */
export function requeteDeCandidats(tx: Pick<Transaction, 'sql'>, lecture: Lecture, filtre: Filtre) {
  let requete = tables(tx)
    .selectFrom('annuaire')
    .select([
      'annuaire.type',
      'annuaire.id',
      'annuaire.resume',
      'annuaire.toks',
      'annuaire.commune',
      'annuaire.latitude',
      'annuaire.longitude',
    ])
    .where('annuaire.actif', '=', true)
    .where(
      'annuaire.type',
      'in',
      filtre.genres.map((g) => TYPES[g]),
    );
  for (const condition of conditions(lecture, filtre)) requete = requete.where(condition);
  return requete
    .orderBy(filtre.centre === undefined ? sql`annuaire.rang` : eloignement(filtre.centre))
    .orderBy('annuaire.nom_tri')
    .orderBy('annuaire.id')
    .limit(CANDIDATS_MAX);
}

export async function chercherCandidats(
  tx: Transaction,
  lecture: Lecture,
  filtre: Filtre,
): Promise<readonly Candidat[]> {
  const lignes = await requeteDeCandidats(tx, lecture, filtre).execute();
  return lignes.map((l) => ({
    ref: `${l.type}/${l.id}`,
    // Written by our own import in this shape; parsing 400 of them at each key would double the time of a search.
    resume: l.resume as Resume,
    toks: l.toks,
    codeCommune: l.commune ?? undefined,
    latitude: l.latitude ?? undefined,
    longitude: l.longitude ?? undefined,
  }));
}

function conditions(lecture: Lecture, filtre: Filtre): RawBuilder<boolean>[] {
  const auMoins = (jetons: readonly string[]): RawBuilder<boolean> =>
    sql<boolean>`annuaire.toks && ${[...jetons]}::text[]`;
  const jetons = jetonsDesNotions(lecture.notions);
  return [
    ...(lecture.adresse === undefined ? [] : [auMoins([`mss=${lecture.adresse}`])]),
    ...(lecture.numero === undefined ? [] : [auMoins([`tel=${lecture.numero}`, `id=${lecture.numero}`])]),
    ...(jetons.length === 0 ? [] : [auMoins(jetons)]),
    ...(filtre.noms === 'sans'
      ? []
      : lecture.mots.map((mot) => auMoins(filtre.noms === 'exact' ? jetonsDuMot(mot) : [`d=${mot.slice(0, 2)}`]))),
    ...boite(filtre.centre, lecture.rayonKm),
    ...(seuleUneCommune(lecture) ? [auMoins([`com=${lecture.commune?.code ?? ''}`])] : []),
  ];
}

const seuleUneCommune = (l: Lecture): boolean =>
  l.commune !== undefined &&
  l.rayonKm === undefined &&
  l.notions.length + l.mots.length === 0 &&
  l.numero === undefined &&
  l.adresse === undefined;

/** A specialty says more than « doctor », a stated profession more than the one a need supposes. */
export function jetonsDesNotions(notions: readonly Notion[]): readonly string[] {
  const metiers = notions.filter((n) => !n.besoin);
  const specialites = metiers.some((n) => n.jetons.some((j) => j.startsWith('spe=')));
  const desMetiers = metiers.flatMap((n) => n.jetons).filter((j) => !(specialites && j === 'pro=10'));
  const desBesoins = notions.filter((n) => n.besoin).flatMap((n) => n.jetons);
  return [
    ...new Set([
      ...desMetiers,
      ...(metiers.length === 0 ? desBesoins : desBesoins.filter((j) => !j.startsWith('pro=') && !j.startsWith('spe='))),
    ]),
  ];
}

function eloignement(centre: Commune): RawBuilder<number> {
  const { latitude = 0, longitude = 0 } = centre;
  const ratio = Math.cos((latitude * Math.PI) / 180);
  return sql<number>`power(annuaire.latitude - ${latitude}::float8, 2) + power((annuaire.longitude - ${longitude}::float8) * ${ratio}::float8, 2) nulls last`;
}

function boite(centre: Commune | undefined, rayonKm: number | undefined): RawBuilder<boolean>[] {
  if (rayonKm === undefined || centre?.latitude === undefined || centre.longitude === undefined) return [];
  const dLat = rayonKm / KM_PAR_DEGRE;
  const dLon = dLat / Math.cos((centre.latitude * Math.PI) / 180);
  return [
    sql<boolean>`annuaire.latitude between ${centre.latitude - dLat}::float8 and ${centre.latitude + dLat}::float8`,
    sql<boolean>`annuaire.longitude between ${centre.longitude - dLon}::float8 and ${centre.longitude + dLon}::float8`,
  ];
}
