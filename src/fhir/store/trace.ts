/** A line of `trace`, written with what it tells. */
export interface LigneDeTrace {
  readonly le: Date;
  readonly acteur: string;
  readonly role: string;
  readonly structure: string | null;
  readonly pour: string | null;
  readonly action: string;
  readonly genre: 'lecture' | 'recherche' | 'ecriture' | 'refus' | 'export';
  readonly objet: string | null;
  readonly patient: string | null;
  readonly fondement: string;
  readonly decision: 'permis' | 'refuse';
  readonly nombre: number | null;
  readonly requete: string | null;
}
