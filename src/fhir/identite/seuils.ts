/**
 * Points of each resemblance, out of 100, and thresholds. Data, so that a territory can change them and see the effect.
 * Chosen so that a name alone or a date alone proposes nothing, a matricule alone is shown but never called strong,
 * and a family name with a year of birth is enough to propose (« Mme Aubry, née en 42 »).
 * Source: decision of the project (metier.md §4: tools that ask for four exact fields let duplicates through).
 */
export interface Seuils {
  readonly points: Readonly<Record<Ressemblance, number>>;
  /** Taken off when two known values disagree. */
  readonly retraits: Readonly<Record<Desaccord, number>>;
  /** Jaro-Winkler closeness from which two names are « voisins ». */
  readonly nomVoisin: number;
  readonly prenomVoisin: number;
  /** Years of difference allowed when only an age is known. */
  readonly ecartAge: number;
  /** Minimal score to be shown. */
  readonly proposer: number;
  /** From here, and without any conflict, the proposal is called « forte ». */
  readonly forte: number;
}

export type Ressemblance =
  | 'nom_identique'
  | 'nom_voisin'
  | 'nom_partiel'
  | 'nom_prenom_inverses'
  | 'prenom_identique'
  | 'prenom_voisin'
  | 'date_identique'
  | 'jour_mois_inverses'
  | 'date_un_chiffre'
  | 'mois_identique'
  | 'annee_identique'
  | 'age_compatible'
  | 'telephone'
  | 'commune'
  | 'matricule';

export type Desaccord = 'nom' | 'prenom' | 'date' | 'sexe';

export const SEUILS_PAR_DEFAUT: Seuils = {
  points: {
    nom_identique: 35,
    nom_voisin: 28,
    nom_partiel: 25,
    nom_prenom_inverses: 45,
    prenom_identique: 20,
    prenom_voisin: 14,
    date_identique: 35,
    jour_mois_inverses: 28,
    date_un_chiffre: 25,
    mois_identique: 22,
    annee_identique: 15,
    age_compatible: 10,
    telephone: 15,
    commune: 5,
    matricule: 40,
  },
  retraits: { nom: 20, prenom: 20, date: 15, sexe: 15 },
  nomVoisin: 0.92,
  prenomVoisin: 0.9,
  ecartAge: 1,
  proposer: 40,
  forte: 75,
};
