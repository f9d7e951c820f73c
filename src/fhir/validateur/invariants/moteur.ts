import { evalFhirPathTyped, parseFhirPath, type FhirPathAtom, type TypedValue } from '@medplum/core';
import { enTexte, type Objet, type Passage } from '../passage.ts';
import type { Invariant } from './regles.ts';

const UCUM: TypedValue = { type: 'string', value: 'http://unitsofmeasure.org' };

/** A rule run by the FHIRPath engine. The expression is read once; one it cannot read or run is said, never counted as broken. */
export function parMoteur(expression: string, type: string): Invariant {
  let lue: FhirPathAtom | undefined;
  const parValue = /\bvalue\b/.test(expression);
  return (valeur, p) => {
    try {
      lue ??= parseFhirPath(expression);
      // Published rules also say « value » for the value of a primitive itself, which the engine does not know.
      const entree =
        parValue && typeof valeur !== 'object'
          ? { type: 'Element', value: { value: valeur } }
          : { type, value: valeur };
      return vraie(evalFhirPathTyped(lue, [entree], variables(p)));
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
  return { type: enTexte(ressource['resourceType']), value: ressource };
}
