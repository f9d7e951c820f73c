/** A line of `trace`, written with what it tells (TR-01). The context holds trade, names, means, application, address, purpose. */
export interface LigneDeTrace {
  readonly le: Date;
  readonly acteur: string;
  readonly role: string;
  readonly structure: string | null;
  readonly pour: string | null;
  readonly action: string;
  readonly genre: 'lecture' | 'recherche' | 'ecriture' | 'refus' | 'export' | 'connexion';
  readonly objet: string | null;
  readonly patient: string | null;
  readonly fondement: string;
  readonly decision: 'permis' | 'refuse';
  readonly nombre: number | null;
  readonly requete: string | null;
  readonly version?: number | null;
  /** Names of what was searched and fingerprint of the values: never the values. */
  readonly parametres?: string | null;
  /** Id of a declared context (`acces/contexte-trace.ts`). */
  readonly contexte?: string | null;
}

/** Columns of a line and their types, in the order every writer of `trace` gives its values. A FHIR write adds the version it gave (`ecriture-sql.ts`). */
export const COLONNES_DE_TRACE = [
  ['le', 'timestamptz'],
  ['acteur', 'text'],
  ['role', 'text'],
  ['structure', 'text'],
  ['pour', 'text'],
  ['action', 'text'],
  ['genre', 'text'],
  ['objet', 'text'],
  ['patient', 'text'],
  ['fondement', 'text'],
  ['decision', 'text'],
  ['nombre', 'int'],
  ['requete', 'text'],
  ['parametres', 'text'],
  ['contexte', 'bigint'],
] as const satisfies readonly (readonly [keyof LigneDeTrace, string])[];
