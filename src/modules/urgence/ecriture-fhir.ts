import { categorieDe } from '#socle/categorie.ts';
import type { EcritureFhir } from '#socle/ecriture-fhir.ts';
import { CATEGORIE } from './suites.ts';

/** What follows an urgent access is done in Cordée, with its proof: no software removes it, nor says it is done. */
export const ecrituresFhir: readonly EcritureFhir[] = [
  {
    type: 'Task',
    traduire: ({ avant, apres }) =>
      categorieDe(avant) === CATEGORIE || categorieDe(apres) === CATEGORIE
        ? {
            refus: 'Les suites d’un accès d’urgence se notent dans Cordée : qui a informé la personne, et comment.',
            operation: 'urgence.informer',
          }
        : undefined,
  },
];
