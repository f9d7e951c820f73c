import { COLONNES, MATRICE, type Code, type FamilleNominative, type Role } from './matrice.ts';

/** One right a territory withdraws from a role. */
export interface Retrait {
  readonly role: Role;
  readonly famille: FamilleNominative;
}

/** A local matrix, cell by cell; what it does not say is as in the national base. */
export type MatriceLocale = readonly (Retrait & { readonly code: Code })[];

/**
 * What a local matrix withdraws from the national base, and the cells by which it would give more, or something else. A territory may only take
 * a family away from a role (N): anything else than the national code is refused (SP-03).
 */
export function retraitsDe(locale: MatriceLocale): { retraits: readonly Retrait[]; plusLarges: readonly Retrait[] } {
  const autres = locale.filter(({ role, famille, code }) => MATRICE[role].codes[famille] !== code);
  return {
    retraits: autres.filter(({ code }) => code === 'N').map(({ role, famille }) => ({ role, famille })),
    plusLarges: autres.filter(({ code }) => code !== 'N').map(({ role, famille }) => ({ role, famille })),
  };
}

/** Cells a territory may take away: those that give something. */
export function retirables(role: Role): readonly FamilleNominative[] {
  return COLONNES.filter((famille) => MATRICE[role].codes[famille] !== 'N');
}
