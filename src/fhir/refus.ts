import { Refus } from '#lib/refus.ts';

export type GraviteIssue = 'fatal' | 'error' | 'warning' | 'information';

/** One line of an OperationOutcome: FHIR code (`invalid`, `not-supported`…), French sentence, FHIRPath location when there is one. */
export interface Issue {
  readonly severity: GraviteIssue;
  readonly code: string;
  readonly texte: string;
  readonly expression?: string;
  /** Profile and rule, for whoever debugs. */
  readonly diagnostics?: string;
}

/** A refusal of the FHIR door: HTTP status and the issues of its OperationOutcome. */
export class RefusFhir extends Refus {
  readonly issues: readonly Issue[];
  /** Headers of the answer: when to try again, above all. */
  readonly entetes: Readonly<Record<string, string>>;

  constructor(statut: number, issues: readonly Issue[], entetes: Readonly<Record<string, string>> = {}) {
    super(`fhir.${issues[0]?.code ?? 'processing'}`, statut, issues[0]?.texte ?? 'La demande FHIR est refusée.');
    this.issues = issues;
    this.entetes = entetes;
  }
}

export function refusFhir(statut: number, code: string, texte: string, expression?: string): RefusFhir {
  return new RefusFhir(statut, [
    { severity: 'error', code, texte, ...(expression === undefined ? {} : { expression }) },
  ]);
}
