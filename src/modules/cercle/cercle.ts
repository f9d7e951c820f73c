import type { Famille } from '#fhir/types.ts';
import type { CategoriePro, EtatInformation, FamillePartagee, Fondement, Mode } from './vocabulaire.ts';

export type GenreMembre = 'professionnel' | 'structure' | 'proche' | 'sans_annuaire';

/** One participation: somebody who leaves and comes back has two of them (CareTeam of the CDS profile). */
export interface Membre {
  /** Rank in the circle, stable: never reused, even after the end. */
  readonly rang: number;
  /** `PractitionerRole/…`, `Organization/…`, `RelatedPerson/…`; absent for somebody the directory does not know. */
  readonly ref?: string | undefined;
  readonly nom: string;
  readonly genre: GenreMembre;
  readonly fonction: string;
  readonly structure?: string | undefined;
  readonly telephone?: string | undefined;
  readonly debut: Date;
  readonly fin?: Date | undefined;
  readonly fondement: Fondement;
  readonly ajoutePar: string;
}

/** The person said no, to everybody or to some, for everything or for some families. Kept until she lifts it herself (SP-10). */
export interface Opposition {
  readonly id: string;
  /** References, `role:<role>`, or everybody. */
  readonly vise: 'tous' | readonly string[];
  /** Absent: all families. */
  readonly familles?: readonly Famille[] | undefined;
  readonly le: Date;
  readonly notePar: string;
}

/** What an agreement covers outside the care team (D. 1110-3-1). */
export interface Perimetre {
  readonly familles: readonly FamillePartagee[];
  /** References of members, or the whole circle. */
  readonly membres: 'cercle' | readonly string[];
  /** Categories of professionals covered when the whole circle is; absent: all of them. */
  readonly categories?: readonly CategoriePro[] | undefined;
}

/** An active agreement that names this reader: the only thing that opens a family its role reads « sur partage explicite ». */
export interface PartageNomme {
  /** Id of the Consent. */
  readonly id?: string | undefined;
  readonly ref: string;
  readonly familles: readonly Famille[];
}

export interface Information {
  readonly etat: EtatInformation;
  readonly le?: Date | undefined;
  readonly notePar?: string | undefined;
  readonly mode?: Mode | undefined;
  readonly motif?: string | undefined;
  readonly personneConsultee?: string | undefined;
  readonly aupresDe?: string | undefined;
  readonly preuve?: string | undefined;
  readonly recueilLe?: Date | undefined;
  readonly perimetre?: Perimetre | undefined;
  /** What the person shares with somebody by name, SEN included: never deduced from anything else. */
  readonly nommes?: readonly PartageNomme[] | undefined;
  readonly oppositions: readonly Opposition[];
}

export interface Cercle {
  readonly patient: string;
  readonly version: number;
  readonly membres: readonly Membre[];
  readonly information: Information;
}

export const SANS_INFORMATION: Information = { etat: 'non_dite', oppositions: [] };

/** Kind of member from its reference; without one, the directory does not know them. */
export function genreDuMembre(ref: string | undefined): GenreMembre {
  if (ref === undefined) return 'sans_annuaire';
  if (ref.startsWith('RelatedPerson/')) return 'proche';
  return /^(?:Organization|HealthcareService)\//.test(ref) ? 'structure' : 'professionnel';
}
