import type { Issue } from '#fhir/refus.ts';

/** Text of an OperationOutcome. Without any issue: one that says all went well, as the element is required. */
export function outcome(issues: readonly Issue[]): string {
  return JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: (issues.length === 0 ? [TOUT_VA_BIEN] : issues).map((issue) => ({
      severity: issue.severity,
      code: issue.code,
      details: { text: issue.texte },
      ...(issue.diagnostics === undefined ? {} : { diagnostics: issue.diagnostics }),
      ...(issue.expression === undefined ? {} : { expression: [issue.expression] }),
    })),
  });
}

const TOUT_VA_BIEN: Issue = { severity: 'information', code: 'informational', texte: 'Rien à signaler.' };

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  409: 'conflict',
  410: 'deleted',
  412: 'conflict',
  413: 'too-long',
  422: 'processing',
  429: 'throttled',
};

/** FHIR issue code of a refusal that only has an HTTP status. */
export function codeFhir(statut: number): string {
  return CODES[statut] ?? 'processing';
}
