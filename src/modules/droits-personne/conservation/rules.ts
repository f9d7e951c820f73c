import { FAMILLES_ARCHIVABLES, type FamilleArchivable } from '#acces/droits/archive.ts';
import type { Famille } from '#fhir/types.ts';
import { decalerMois } from '../rules.ts';
import type { ReglageConservation } from './reglages.ts';

/** What carries a duration: a category of data, never the record. Source: RG-05. */
export const CATEGORIES = ['sante', 'transfusion', 'social', 'identite'] as const;
export type Categorie = (typeof CATEGORIES)[number];

export const LIBELLES: Readonly<Record<Categorie, string>> = {
  sante: 'le volet santé',
  transfusion: 'ce qui trace une transfusion',
  social: 'le volet social',
  identite: 'l’identité et le cercle',
};

/** Identity, circle and consents stay as long as anything they explain. */
export const FAMILLES_DE: Readonly<Record<Exclude<Categorie, 'transfusion'>, readonly Famille[]>> = {
  sante: ['MED', 'SEN', 'PLN'],
  social: ['SOC', 'FIL'],
  identite: ['ADM', 'COO'],
};

/** What the clocks need to know of a record; `derniers`: last contact of each category that holds something. */
export interface Horloges {
  readonly derniers: Readonly<Partial<Record<Categorie, Date>>>;
  readonly naissance?: Date | undefined;
  readonly deces?: Date | undefined;
  /** A legal hold runs. */
  readonly gel: boolean;
}

export type Phase = 'active' | 'archive' | 'terme' | 'suspendue';

export interface Garde {
  readonly categorie: Categorie;
  readonly archiveLe: Date;
  readonly partLe: Date;
}

/** When each part of a record goes to the archive, then leaves. A legal hold changes nothing here: it stops the leaving itself. */
export function gardesDe(h: Horloges, r: ReglageConservation): readonly Garde[] {
  const gardes = CATEGORIES.flatMap((categorie) => {
    const dernier = h.derniers[categorie];
    return dernier === undefined || categorie === 'identite' ? [] : [gardeDe(categorie, dernier, h, r)];
  });
  const { identite } = h.derniers;
  if (identite === undefined) return gardes;
  const seule = decalerMois(identite, r.socialActifMois);
  // With nothing left to explain, the identity has the time of a last contact; otherwise it leaves with the last part.
  const partLe = gardes.length === 0 ? seule : dernierDe(gardes.map((g) => g.partLe));
  return [...gardes, { categorie: 'identite', archiveLe: partLe, partLe }];
}

function gardeDe(categorie: Exclude<Categorie, 'identite'>, dernier: Date, h: Horloges, r: ReglageConservation): Garde {
  if (categorie === 'social') {
    const archiveLe = decalerMois(dernier, r.socialActifMois);
    return { categorie, archiveLe, partLe: decalerMois(archiveLe, r.socialArchiveMois) };
  }
  const sante = termeDeSante(dernier, h, r);
  const partLe = categorie === 'sante' ? sante : dernierDe([sante, decalerMois(dernier, r.transfusionMois)]);
  const actif = decalerMois(dernier, r.santeActifMois);
  return { categorie, archiveLe: actif < partLe ? actif : partLe, partLe };
}

/** R. 1112-7: twenty years, never before the 28th birthday; ten years after a death that comes within ten years of the last visit. */
function termeDeSante(dernier: Date, { naissance, deces }: Horloges, r: ReglageConservation): Date {
  if (deces !== undefined && deces < decalerMois(dernier, r.santeApresDecesMois))
    return dernierDe([decalerMois(deces, r.santeApresDecesMois), dernier]);
  const vingtAns = decalerMois(dernier, r.santeMois);
  return naissance === undefined ? vingtAns : dernierDe([vingtAns, decalerMois(naissance, 12 * r.santeAge)]);
}

export function phaseDe(garde: Garde, gel: boolean, maintenant: Date): Phase {
  if (gel) return 'suspendue';
  if (maintenant >= garde.partLe) return 'terme';
  return maintenant >= garde.archiveLe ? 'archive' : 'active';
}

/** Families of the categories, transfusions following those of health. */
const famillesDe = (categorie: Categorie): readonly Famille[] =>
  FAMILLES_DE[categorie === 'transfusion' ? 'sante' : categorie];

/**
 * Families out of common use now: those of which every part is past its active time. A legal hold stops the leaving, not the archive;
 * `enCours`: an open thing is held about the person, and nobody is deprived of what they work with.
 */
export function famillesArchivables(
  gardes: readonly Garde[],
  maintenant: Date,
  enCours: boolean,
): readonly FamilleArchivable[] {
  if (enCours) return [];
  return FAMILLES_ARCHIVABLES.filter((famille) => {
    const parts = gardes.filter(({ categorie }) => famillesDe(categorie).includes(famille));
    return parts.length > 0 && parts.every(({ archiveLe }) => archiveLe <= maintenant);
  });
}

/** What leaves at this instant: nothing under a legal hold; the identity only when nothing else stays. */
export function partants(h: Horloges, r: ReglageConservation, maintenant: Date): readonly Categorie[] {
  if (h.gel) return [];
  return gardesDe(h, r)
    .filter((garde) => phaseDe(garde, false, maintenant) === 'terme')
    .map(({ categorie }) => categorie);
}

const dernierDe = (dates: readonly Date[]): Date => new Date(Math.max(...dates.map((d) => d.getTime())));
