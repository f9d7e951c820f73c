import type { Corps } from '../demande.ts';
import { corriger, lireCorrections } from '../gestes/corriger.ts';
import type { ObjetJson } from '../lots/lire-lot.ts';
import { corrigerParChemin } from './appliquer.ts';
import { estObjet } from './chemin.ts';
import { lireOperations } from './lire.ts';

/** Changes a resource of its own in place, or refuses. */
export type Correction = (ressource: ObjetJson) => ObjetJson;

/** The two corrections of FHIR: a JSON Patch, or a FHIRPath Patch (`Parameters`). Throws `RefusFhir` 400 for any other body. */
export function lireCorrection(corps: Corps | undefined): Correction {
  if (corps?.genre === 'ressource' && estObjet(corps.valeur) && corps.valeur['resourceType'] === 'Parameters') {
    const operations = lireOperations(corps.valeur);
    return (ressource) => corrigerParChemin(ressource, operations);
  }
  const operations = lireCorrections(corps);
  return (ressource) => corriger(ressource, operations);
}
