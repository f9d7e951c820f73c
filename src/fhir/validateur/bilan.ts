import type { OperationOutcomeIssue } from '@medplum/fhirtypes';

/** One thing found. `expression`: where, as a FHIRPath location. `diagnostics`: the profile, then `#` and the rule. */
export interface Probleme {
  readonly severity: 'error' | 'warning';
  readonly code: OperationOutcomeIssue['code'];
  readonly details: { readonly text: string };
  readonly expression: readonly [string];
  readonly diagnostics: string;
}

export interface Bilan {
  /** Errors first, then what could not be decided. */
  readonly issues: readonly Probleme[];
  /** No error. */
  readonly valide: boolean;
}

const TOUT_VA_BIEN: OperationOutcomeIssue = {
  severity: 'information',
  code: 'informational',
  details: { text: 'La ressource est conforme.' },
};

/** Issues of an OperationOutcome, which must hold at least one. */
export function issuesOperationOutcome({ issues }: Bilan): OperationOutcomeIssue[] {
  if (issues.length === 0) return [TOUT_VA_BIEN];
  return issues.map((probleme) => ({
    ...probleme,
    details: { ...probleme.details },
    expression: [...probleme.expression],
  }));
}
