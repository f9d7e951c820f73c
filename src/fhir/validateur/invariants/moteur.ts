import { evalFhirPathTyped, parseFhirPath, type FhirPathAtom, type TypedValue } from '@medplum/core';
import type { Objet, Passage } from '../passage.ts';
import type { Invariant } from './regles.ts';

const UCUM: TypedValue = { type: 'string', value: 'http://unitsofmeasure.org' };

/** A rule run by the FHIRPath engine. The expression is read once; one it cannot read or run is said, never counted as broken. */
export function parMoteur(expression: string, type: string): Invariant {
  let lue: FhirPathAtom | undefined;
  return (valeur, p) => {
    try {
      lue ??= parseFhirPath(expression);
      return vraie(evalFhirPathTyped(lue, [{ type, value: valeur }], variables(p)));
    } catch (erreur) {
      const raison = erreur instanceof Error ? erreur.message : String(erreur);
      p.avertir('not-supported', 'fhirpath', `Une règle du profil n’a pas pu être vérifiée (${raison.slice(0, 120)}).`);
      return true;
    }
  };
}

/** As FHIRPath reads a rule: one thing that is not `false`; an empty answer does not keep it. */
function vraie(resultat: readonly TypedValue[]): boolean {
  return resultat.length > 0 && resultat.every(({ value }) => value !== false);
}

function variables(p: Passage): Record<string, TypedValue> {
  return {
    '%resource': typee(p.ressource),
    '%rootResource': typee(p.racine),
    '%context': typee(p.ressource),
    '%ucum': UCUM,
  };
}

function typee(ressource: Objet): TypedValue {
  return { type: String(ressource['resourceType']), value: ressource };
}
