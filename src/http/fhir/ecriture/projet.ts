import type { RessourceLue } from '../demande.ts';

/** One write, once everything it depends on is known: nothing is left but to write it. */
export interface Projet {
  /** `fhir.creer`, `fhir.modifier`, `fhir.corriger`, `fhir.supprimer`: what the trace says. */
  readonly action: string;
  readonly geste: 'creer' | 'modifier' | 'supprimer';
  readonly type: string;
  readonly id: string;
  /** Absent for a deletion. */
  readonly ressource: RessourceLue | undefined;
  /** Read before, when the decision needs it. */
  readonly avant: RessourceLue | undefined;
  /** Person the trace names, when the resource that is written does not say it (a deletion). */
  readonly patient?: string | null;
  /** Version the writer has read (If-Match, or the one a correction was computed on). */
  readonly attendue: number | undefined;
}
