export interface Commune {
  readonly cog: string;
  readonly nom: string;
  readonly codePostal: string;
  /** Lambert-93, metres. */
  readonly x: number;
  readonly y: number;
  readonly population: number;
}

export interface Adresse {
  readonly numero: string;
  readonly codeVoie: string;
  readonly typeVoie: string;
  readonly voie: string;
  /** The street as a letter writes it: « rue des Tilleuls ». */
  readonly lisible: string;
  readonly commune: Commune;
}

export interface Structure {
  readonly cle: string;
  readonly nom: string;
  readonly long: string;
  readonly siret: string;
  readonly finess?: string;
  readonly finessJuridique?: string;
  readonly categorie?: string;
  readonly secteur: string;
  readonly adresse: Adresse;
  readonly x: number;
  readonly y: number;
  readonly telephone: string;
  readonly boites: readonly { readonly adresse: string; readonly service?: string }[];
}

export interface Activite {
  readonly structure: Structure;
  readonly profession: string;
  readonly mode: 'L' | 'S';
  readonly section?: string;
  readonly role?: string;
  readonly genre: string;
  /** Mailbox of this situation only; the others are the person's. */
  readonly boite?: string;
}

export interface Professionnel {
  readonly rpps: string;
  readonly nom: string;
  readonly prenom: string;
  readonly civilite: 'M' | 'MME';
  readonly titre?: 'DR';
  readonly savoirFaire: readonly string[];
  readonly boite?: string;
  readonly activites: readonly Activite[];
}

export interface Membre {
  readonly identifiant: string;
  readonly nom: string;
  readonly prenom: string;
  readonly civilite: 'M' | 'MME';
  readonly table: string;
  readonly code: string;
  readonly fonction: string;
  readonly structure: Structure;
  readonly telephone: string;
  readonly mssante?: string;
}

export interface Territoire {
  readonly communes: readonly Commune[];
  readonly structures: readonly Structure[];
  readonly professionnels: readonly Professionnel[];
  readonly membres: readonly Membre[];
}

/** A person of the territory's teams whom the demonstration names. See donnees/personas.json. */
export interface PersonaSource {
  readonly id: string;
  readonly nom: string;
  readonly prenom: string;
  readonly civilite: 'M' | 'MME';
  readonly age: number;
  readonly role: string;
  readonly fonction: string;
  readonly rppsRang?: number;
  readonly profession?: string;
  readonly savoirFaire?: readonly string[];
  readonly titre?: 'DR';
  readonly mode?: 'L' | 'S';
  readonly genre?: string;
  readonly section?: string;
  readonly roleR85?: string;
  /** Table and code of a member without RPPS: « R94:41 ». */
  readonly local?: string;
  /** Key of a structure, or « cabinet:COG:nom ». */
  readonly structure: string | null;
  readonly boite?: string;
  readonly mobile: string;
  readonly fixe?: string;
  readonly presentation: string;
  readonly sansCompte?: boolean;
  readonly horsAnnuaire?: boolean;
}
