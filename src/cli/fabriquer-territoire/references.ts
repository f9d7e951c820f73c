import type { Activite, Structure } from './modele.ts';

/** Resource id the directory connector will give to a structure. Checked against it by the tests. */
export function idStructureFhir(structure: Structure): string {
  return structure.finess ? `finess-${structure.finess}` : `siret-${structure.siret}`;
}

/** Resource id the directory connector will give to a situation. */
export function refSituation(rpps: string, activite: Pick<Activite, 'structure' | 'profession' | 'mode'>): string {
  return ['sit', rpps, idStructureFhir(activite.structure), activite.profession, activite.mode].join('-');
}
