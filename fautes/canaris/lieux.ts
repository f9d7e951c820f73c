import { lireCodeTerritoire } from '#lib/sql/connexion.ts';

export const TERRITOIRES = [
  lireCodeTerritoire('t0001'),
  lireCodeTerritoire('t0002'),
  lireCodeTerritoire('t0003'),
] as const;
export const PERSONNES_PAR_TERRITOIRE = 50;

/** The same words for the three territories: ids that exist next door are the ones that betray a missing wall. */
export const idDePersonne = (numero: number): string => `personne-${numero}`;
