import type { Bundle, CompartmentDefinition, SearchParameter } from '@medplum/fhirtypes';

/** Base search parameters and the Patient compartment, in the shape src/fhir/definitions/recherche.ts reads. */
export function rechercheCompacte(lire: (nom: string) => unknown) {
  const { entry = [] } = lire('search-parameters.json') as Bundle<SearchParameter>;
  const { resource = [] } = lire('compartmentdefinition-patient.json') as CompartmentDefinition;
  return {
    parametres: entry.flatMap(({ resource: p }) => (p?.version === '4.0.1' ? [parametre(p)] : [])),
    compartimentPatient: Object.fromEntries(
      resource.flatMap(({ code, param = [] }) => (param.length === 0 ? [] : [[code, param] as const])),
    ),
  };
}

function parametre({ url, code, base, type, expression, target, component }: SearchParameter) {
  const composants = component?.map((c) => ({ definition: c.definition, expression: c.expression }));
  return { url, code, base, type, expression, target, component: composants };
}
