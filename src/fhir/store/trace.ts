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
