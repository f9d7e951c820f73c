import { normaliser } from '#lib/texte/index.ts';
import { motsDuNom, chiffresDuTelephone } from '../import/jetons.ts';
import { LONGUEUR_MAX, NOTIONS, type Notion } from './lexique.ts';

export interface Commune {
  readonly code: string;
  readonly nom: string;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

export type GenreDeTerme = 'notion' | 'commune' | 'jour' | 'rayon' | 'nom' | 'numero' | 'adresse';

/** One piece of the sentence, as it was typed and as it was understood: shown as a word one can remove. */
export interface Terme {
  readonly genre: GenreDeTerme;
  readonly texte: string;
  readonly libelle: string;
}

export interface Lecture {
  readonly termes: readonly Terme[];
  readonly notions: readonly Notion[];
  readonly commune: Commune | undefined;
  /** 1 Monday … 7 Sunday; several for « le week-end ». */
  readonly jours: readonly number[];
  readonly rayonKm: number | undefined;
  readonly mots: readonly string[];
  readonly numero: string | undefined;
  readonly adresse: string | undefined;
}

const JOURS: Readonly<Record<string, readonly number[]>> = {
  lundi: [1], mardi: [2], mercredi: [3], jeudi: [4], vendredi: [5], samedi: [6], dimanche: [7],
  lundis: [1], mardis: [2], mercredis: [3], jeudis: [4], vendredis: [5], samedis: [6], dimanches: [7],
}; // prettier-ignore
const NOMS_JOURS = ['', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
/** Words that carry nothing once the rest is understood. */
const LIAISONS = new Set([
  'pres',
  'proche',
  'autour',
  'secteur',
  'sur',
  'dans',
  'qui',
  'un',
  'une',
  'avec',
  'chez',
  'besoin',
  'cherche',
  'moins',
  'domicile',
  'matin',
  'soir',
  'libre',
  'place',
  'places',
]);

interface Contexte {
  /** Communes by their normalised name. */
  readonly communes: ReadonlyMap<string, Commune>;
  /** Today, 1 Monday … 7 Sunday: « demain », « aujourd’hui ». */
  readonly aujourdhui: number;
}

/**
 * Understands one free sentence: « infirmier pansement complexe Maubeuge mercredi » → a profession, a need, a commune, a day.
 * The longest known expression wins; what nobody knows stays a name to look for. Case and accents do not count.
 */
export function comprendre(texte: string, contexte: Contexte): Lecture {
  const adresse = /[^\s@]+@[^\s@]+/.exec(texte)?.[0]?.toLowerCase();
  const sansAdresse = adresse === undefined ? texte : texte.replace(/[^\s@]+@[^\s@]+/, ' ');
  const rayon = /(\d{1,3})\s*km\b/i.exec(sansAdresse);
  const sansRayon = rayon === null ? sansAdresse : sansAdresse.replace(rayon[0], ' ');
  const numero = /(?:\+|\b)\d(?:[\s.-]?\d){6,}/.exec(sansRayon)?.[0];
  const reste = numero === undefined ? sansRayon : sansRayon.replace(numero, ' ');
  const lu = lireMots(
    normaliser(reste)
      .split(' ')
      .filter((m) => m !== ''),
    contexte,
  );
  const premiers: Terme[] = [
    ...(adresse === undefined ? [] : [{ genre: 'adresse' as const, texte: adresse, libelle: adresse }]),
    ...(numero === undefined ? [] : [{ genre: 'numero' as const, texte: numero.trim(), libelle: numero.trim() }]),
    ...(rayon === null ? [] : [{ genre: 'rayon' as const, texte: rayon[0], libelle: `à moins de ${rayon[1]} km` }]),
  ];
  return {
    ...lu,
    termes: [...lu.termes, ...premiers],
    adresse,
    numero: numero === undefined ? undefined : chiffresDuTelephone(numero),
    rayonKm: rayon === null ? undefined : Number(rayon[1]),
  };
}

type LectureDesMots = Pick<Lecture, 'termes' | 'notions' | 'commune' | 'jours' | 'mots'>;

function lireMots(mots: readonly string[], contexte: Contexte): LectureDesMots {
  const termes: Terme[] = [];
  const notions: Notion[] = [];
  const noms: string[] = [];
  let commune: Commune | undefined;
  let jours: readonly number[] = [];
  for (let i = 0; i < mots.length;) {
    const trouve = plusLong(mots, i, contexte);
    const mot = mots[i] ?? '';
    i += trouve?.longueur ?? 1;
    if (trouve === undefined) {
      if (motsDuNom(mot).length > 0 && !LIAISONS.has(mot)) noms.push(mot);
      continue;
    }
    termes.push(trouve.terme);
    if (trouve.notion !== undefined && !notions.includes(trouve.notion)) notions.push(trouve.notion);
    commune = trouve.commune ?? commune;
    jours = trouve.jours ?? jours;
  }
  return {
    termes: [...termes, ...noms.map((nom) => ({ genre: 'nom' as const, texte: nom, libelle: nom }))],
    notions,
    commune,
    jours,
    mots: noms,
  };
}

interface Trouve {
  readonly longueur: number;
  readonly terme: Terme;
  readonly notion?: Notion;
  readonly commune?: Commune;
  readonly jours?: readonly number[];
}

function plusLong(mots: readonly string[], debut: number, contexte: Contexte): Trouve | undefined {
  for (let longueur = Math.min(LONGUEUR_MAX, mots.length - debut); longueur > 0; longueur -= 1) {
    const texte = mots.slice(debut, debut + longueur).join(' ');
    const commune = contexte.communes.get(texte);
    if (commune !== undefined) return { longueur, commune, terme: { genre: 'commune', texte, libelle: commune.nom } };
    const notion = NOTIONS.get(texte);
    if (notion !== undefined) return { longueur, notion, terme: { genre: 'notion', texte, libelle: notion.libelle } };
    const jours = joursDits(texte, contexte.aujourdhui);
    if (jours !== undefined)
      return {
        longueur,
        jours,
        terme: { genre: 'jour', texte, libelle: jours.map((j) => NOMS_JOURS[j]).join(' ou ') },
      };
  }
  return undefined;
}

function joursDits(texte: string, aujourdhui: number): readonly number[] | undefined {
  if (texte === 'aujourd hui') return [aujourdhui];
  if (texte === 'demain') return [(aujourdhui % 7) + 1];
  if (texte === 'week end' || texte === 'weekend') return [6, 7];
  return Object.hasOwn(JOURS, texte) ? JOURS[texte] : undefined;
}

export const nomDuJour = (jour: number): string => NOMS_JOURS[jour] ?? '';
