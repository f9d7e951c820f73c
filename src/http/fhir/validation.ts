import { RefusFhir, type Issue } from '#fhir/refus.ts';
import type { Bilan } from '#fhir/validateur/bilan.ts';

/** Judges a resource by base R4 and the profiles it claims, or those asked. Pure; errors block, warnings do not. */
export type Valider = (ressource: unknown, options?: { readonly profils?: readonly string[] }) => Bilan;

/** Issues of a judgement, for an OperationOutcome. */
export function issuesDe({ issues }: Bilan): readonly Issue[] {
  return issues.map(({ severity, code, details, expression, diagnostics }) => ({
    severity,
    code,
    texte: details.text,
    expression: expression[0],
    diagnostics,
  }));
}

export function nonConforme(bilan: Bilan): RefusFhir {
  return new RefusFhir(422, issuesDe(bilan));
}
