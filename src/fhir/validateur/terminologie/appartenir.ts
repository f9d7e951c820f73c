import { estObjet } from '../passage.ts';
import type { Appartenance, Ensemble } from './ensemble.ts';

/**
 * Is the coded value (code, Coding, CodeableConcept, Quantity) in the set? A CodeableConcept needs one coding that is; a
 * code without its system means nothing that could be checked. */
export function appartient(ensemble: Ensemble, valeur: unknown): Appartenance {
  if (typeof valeur === 'string') return ensemble.contient(valeur, undefined);
  if (!estObjet(valeur)) return false;
  if (Array.isArray(valeur['coding'])) return lUnDes(ensemble, valeur['coding']);
  const { code, system } = valeur;
  if (typeof code !== 'string') return false;
  if (typeof system !== 'string') return undefined;
  return ensemble.contient(code, system);
}

function lUnDes(ensemble: Ensemble, codages: readonly unknown[]): Appartenance {
  let resultat: Appartenance = false;
  for (const codage of codages) {
    const dedans = appartient(ensemble, codage);
    if (dedans === true) return true;
    if (dedans === undefined) resultat = undefined;
  }
  return resultat;
}
