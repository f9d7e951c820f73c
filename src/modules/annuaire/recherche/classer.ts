import { clePhonetique, normaliser, similarite } from '#lib/texte/index.ts';
import { motsDuNom } from '../import/jetons.ts';
import { capaciteConnue, type OffreConnue } from '../offre.ts';
import type { Horaire, Resume } from '../resume.ts';
import { distanceKm, estAbsente, fiabilite, joignabilite, type Fiabilite, type Joignable } from '../rules.ts';
import { SANS_SAVOIR, type Savoir } from '../savoir.ts';
import { nomDuJour, type Commune, type Lecture } from './comprendre.ts';

export interface Candidat {
  readonly ref: string;
  readonly resume: Resume;
  readonly toks: readonly string[];
  readonly codeCommune: string | undefined;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

export interface Classe extends Candidat {
  readonly score: number;
  readonly distance: number | undefined;
  readonly pourquoi: readonly string[];
  readonly fiabilite: Fiabilite;
  readonly joignable: Joignable;
  readonly capacite: OffreConnue['capacite'] | undefined;
  readonly savoir: Savoir;
}

/** Weights of the order [P]. What answers the need and the name comes first, then what is near, then what can be counted on. */
const POIDS = {
  notion: 40,
  /** The very words asked are in the name: « hébergement temporaire ». */
  motsDansLeNom: 8,
  nomEntier: 50,
  nomDebut: 38,
  nomSonne: 30,
  nomRessemble: 20,
  parKm: 0.8,
  zoneOui: 10,
  zoneNon: -30,
  jourOui: 10,
  jourNon: -20,
  absent: -15,
  places: 6,
  complet: -12,
  fiabilite: 12,
  refus: -3,
  mssante: 3,
  telephone: 2,
} as const;
const KM_MAX = 60;
/** Two names this close (Jaro-Winkler) may be one misspelt. */
const RESSEMBLANCE = 0.86;

interface Question {
  readonly lecture: Lecture;
  readonly centre: Commune | undefined;
  readonly maintenant: Date;
}

interface Jugement {
  readonly points: number;
  readonly mots: readonly string[];
}
const RIEN: Jugement = { points: 0, mots: [] };

/** Orders the candidates and says why each is there. Pure: the same answers for the same question at the same time. */
export function classer(
  candidats: readonly Candidat[],
  savoirs: ReadonlyMap<string, Savoir>,
  question: Question,
): Classe[] {
  return candidats
    .map((candidat) => juger(candidat, savoirs.get(candidat.ref) ?? SANS_SAVOIR, question))
    .filter((classe) => classe !== undefined)
    .sort(
      (a, b) =>
        b.score - a.score ||
        (a.resume.nom < b.resume.nom ? -1 : a.resume.nom > b.resume.nom ? 1 : a.ref < b.ref ? -1 : 1),
    );
}

function juger(candidat: Candidat, savoir: Savoir, question: Question): Classe | undefined {
  const { lecture, centre, maintenant } = question;
  const nom = jugerNom(candidat.resume, lecture.mots);
  if (nom === undefined) return undefined;
  const distance = distanceDe(candidat, centre);
  const { offre } = candidat.resume;
  const capacite = offre === undefined ? undefined : capaciteConnue(offre, savoir.local.places);
  const sourceLe = candidat.resume.majLe === undefined ? undefined : new Date(candidat.resume.majLe);
  const confiance = fiabilite({ confirmeLe: savoir.confirmeLe, sourceLe, echecs: savoir.echecs.length }, maintenant);
  const joignable = joignabilite(savoir.presence, offre?.horaires ?? [], maintenant);
  const jugements: readonly Jugement[] = [
    jugerNotions(candidat, lecture),
    nom,
    jugerLieu(candidat, lecture.commune, distance),
    jugerJour(
      savoir.presence?.horaires.length ? savoir.presence.horaires : (offre?.horaires ?? []),
      lecture.jours,
      candidat.resume.genre,
    ),
    jugerCapacite(capacite),
    jugerJoignable(candidat.resume, savoir, maintenant),
    {
      points: POIDS.fiabilite * confiance.note + POIDS.refus * Math.min(savoir.refus, 6),
      mots: motsDeFiabilite(confiance, savoir),
    },
  ];
  return {
    ...candidat,
    distance,
    capacite,
    savoir,
    joignable,
    fiabilite: confiance,
    score: jugements.reduce((total, j) => total + j.points, 0),
    pourquoi: jugements.flatMap((j) => j.mots),
  };
}

function jugerNotions({ toks, resume }: Candidat, { notions, termes }: Lecture): Jugement {
  const repondues = notions.filter((notion) => notion.jetons.some((jeton) => toks.includes(jeton)));
  const nom = normaliser(resume.nom);
  const nommees = termes.filter((terme) => terme.genre === 'notion' && nom.includes(terme.texte));
  return {
    points: POIDS.notion * repondues.length + POIDS.motsDansLeNom * nommees.length,
    mots: repondues.map((n) => n.libelle),
  };
}

/** Undefined when a typed word is nobody's: a candidate kept by its first two letters only has to look alike. */
function jugerNom({ nom, structure }: Resume, mots: readonly string[]): Jugement | undefined {
  if (mots.length === 0) return RIEN;
  const siens = motsDuNom([nom, structure?.nom ?? ''].join(' '));
  let points = 0;
  for (const mot of mots) {
    const mieux = Math.max(
      0,
      ...siens.map((sien) => ressemblance(mot, sien)),
      clePhonetique(mot) === clePhonetique(motsDuNom(nom).join('')) ? POIDS.nomSonne : 0,
    );
    if (mieux === 0) return undefined;
    points += mieux;
  }
  const exact = mots.every((mot) => siens.some((sien) => sien.startsWith(mot)));
  return { points: points / mots.length, mots: exact ? [] : ['Nom proche'] };
}

function ressemblance(mot: string, sien: string): number {
  if (mot === sien) return POIDS.nomEntier;
  if (sien.startsWith(mot)) return POIDS.nomDebut;
  const cle = clePhonetique(mot);
  if (cle.length > 1 && cle === clePhonetique(sien)) return POIDS.nomSonne;
  return mot.length > 3 && similarite(mot, sien) >= RESSEMBLANCE ? POIDS.nomRessemble : 0;
}

function distanceDe({ latitude, longitude }: Candidat, centre: Commune | undefined): number | undefined {
  if (
    latitude === undefined ||
    longitude === undefined ||
    centre?.latitude === undefined ||
    centre.longitude === undefined
  )
    return undefined;
  return distanceKm({ latitude, longitude }, { latitude: centre.latitude, longitude: centre.longitude });
}

function jugerLieu(
  { resume, codeCommune }: Candidat,
  demandee: Commune | undefined,
  distance: number | undefined,
): Jugement {
  const eloignement = -POIDS.parKm * Math.min(distance ?? KM_MAX / 2, KM_MAX);
  if (demandee === undefined) return { points: eloignement, mots: [] };
  const zone = dansLaZone(resume, demandee);
  if (codeCommune === demandee.code) return { points: POIDS.zoneOui + eloignement, mots: [`À ${demandee.nom}`] };
  if (zone === true) return { points: POIDS.zoneOui + eloignement / 2, mots: [`Intervient à ${demandee.nom}`] };
  if (zone === false) return { points: POIDS.zoneNon + eloignement, mots: [`Ne dit pas intervenir à ${demandee.nom}`] };
  return { points: eloignement, mots: [] };
}

/** TRE_R201: 2 département, 3 commune. Undefined when the offer publishes no zone that can be compared. */
function dansLaZone({ offre }: Resume, commune: Commune): boolean | undefined {
  const zones = (offre?.zones ?? []).filter((z) => z.type === '2' || z.type === '3');
  if (zones.length === 0) return undefined;
  return zones.some((z) => (z.type === '3' ? z.code === commune.code : commune.code.startsWith(z.code)));
}

function jugerJour(horaires: readonly Horaire[], jours: readonly number[], genre: Resume['genre']): Jugement {
  if (jours.length === 0) return RIEN;
  const dits = jours.map(nomDuJour).join(' ou ');
  if (horaires.length === 0) return { points: 0, mots: genre === 'structure' ? [] : ['Horaires non connus'] };
  return horaires.some((h) => jours.includes(h.jour))
    ? { points: POIDS.jourOui, mots: [`Ouvert le ${dits}`] }
    : { points: POIDS.jourNon, mots: [`Fermé le ${dits}`] };
}

function jugerCapacite(capacite: OffreConnue['capacite'] | undefined): Jugement {
  if (capacite === undefined || !capacite.connue) return RIEN;
  return { points: capacite.places === 0 ? POIDS.complet : POIDS.places, mots: [] };
}

function jugerJoignable(resume: Resume, savoir: Savoir, maintenant: Date): Jugement {
  const absent = savoir.presence !== undefined && estAbsente(savoir.presence, maintenant);
  const moyens =
    (resume.mssante === undefined ? 0 : POIDS.mssante) + (resume.telephone === undefined ? 0 : POIDS.telephone);
  return { points: moyens + (absent && savoir.presence?.remplacant === undefined ? POIDS.absent : 0), mots: [] };
}

function motsDeFiabilite(confiance: Fiabilite, savoir: Savoir): string[] {
  return [
    ...(savoir.echecs.length === 0 ? [] : ['Un échec signalé récemment']),
    ...(savoir.refus === 0 ? [] : [savoir.refus === 1 ? '1 refus en 3 mois' : `${savoir.refus} refus en 3 mois`]),
    ...(confiance.niveau === 'perimee' ? ['Fiche à confirmer'] : []),
  ];
}
