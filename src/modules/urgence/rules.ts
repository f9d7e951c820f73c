import type { Acteur } from '#acces/acteur.ts';
import { ROLES, type Role } from '#acces/roles.ts';
import { CLES_MOTIFS, MOTIFS, type Motif } from './vocabulaire.ts';

const HEURE_MS = 3_600_000;
/** How long an urgent access lasts. Source: SP-12 [D]. */
export const DUREE_MS = 4 * HEURE_MS;
/** Time given to inform the person, and to the control cell. Source: SP-12, W14. */
export const INFORMER_MS = 24 * HEURE_MS;
/** More than this in 24 hours for one account raises an alert. Source: SP-12. */
export const ALERTE_AU_DELA = 3;

/** Why this actor may never open an urgent access, in one sentence; undefined when it may ask. */
export function jamaisPermis(acteur: Pick<Acteur, 'genre' | 'role' | 'pour'>): string | undefined {
  if (acteur.genre !== 'compte') return 'Il faut être connecté pour faire cela.';
  if (ROLES[acteur.role].categorie !== 1)
    return 'L’accès d’urgence est réservé aux professionnels de santé. Appelez le médecin traitant, ou le 15.';
  if (acteur.pour !== undefined)
    return 'L’accès d’urgence ne se délègue pas : le professionnel de santé l’ouvre lui-même, avec sa carte ou sa clé.';
  return undefined;
}

/** Reasons this role may choose, in the order of the screen. */
export function motifsDe(role: Role): readonly Motif[] {
  return CLES_MOTIFS.filter((motif) => MOTIFS[motif].reserveA?.includes(role) ?? true);
}

export interface AccesUrgence {
  readonly id: string;
  readonly patient: string;
  readonly ouvertLe: Date;
  readonly fin: Date;
  readonly fermeLe?: Date | undefined;
}

/** Is it open at this instant? Half-open: the end is excluded, and so is an early close. The predicate of reads says the same in SQL. */
export function estOuvert({ ouvertLe, fin, fermeLe }: AccesUrgence, le: Date): boolean {
  return ouvertLe <= le && fin > le && (fermeLe === undefined || fermeLe > le);
}

/** Raised once per access beyond the quota; `avant`: accesses of the account in the 24 hours before this one. */
export const depasseLeQuota = (avant: number): boolean => avant + 1 > ALERTE_AU_DELA;
