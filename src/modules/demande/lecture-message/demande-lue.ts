import type { Civilite, Sexe } from '#fhir/identite/index.ts';
import type { DateNaissance, TelephoneFrancais } from '#lib/identifiants/index.ts';

export interface MessageLibre {
  readonly sujet: string;
  readonly texte: string;
}

/**
 * A proposal read in the message, never an assertion: the screen shows it with the words it comes from, a person keeps it or not.
 * `debut` and `fin` are positions in `dans` (UTF-16, end excluded): `message[dans].slice(debut, fin) === extrait`.
 */
export interface Trouve<T> {
  readonly valeur: T;
  readonly extrait: string;
  readonly debut: number;
  readonly fin: number;
  readonly dans: keyof MessageLibre;
  readonly confiance: 'forte' | 'moyenne' | 'faible';
}

/** Whose number it is; `tiers` is another professional. `lien` is the word of the message (« fille »). */
export interface TelephoneLu {
  readonly numero: TelephoneFrancais;
  readonly de: 'personne' | 'proche' | 'demandeur' | 'tiers';
  readonly lien?: string;
}

/** Source: metier.md §5, « Attente ». */
export type CodeAttente =
  | 'information'
  | 'conseil'
  | 'orientation'
  | 'evaluation_domicile'
  | 'coordination'
  | 'concertation'
  | 'relais_temporaire';

/** Source: metier.md §5, « Motifs »; AUT is never guessed. */
export type CodeMotif =
  | 'MAD'
  | 'SORT'
  | 'ISOL'
  | 'COGN'
  | 'PSY'
  | 'ADD'
  | 'CHR'
  | 'POLY'
  | 'FINV'
  | 'AID'
  | 'LOG'
  | 'DRT'
  | 'NRS'
  | 'SMT'
  | 'HAND'
  | 'ENF'
  | 'VIOL'
  | 'REFU'
  | 'PRO';

export type CodeUrgence = 'U1' | 'U2' | 'U3';

/** What the message says of the person's information and agreement. Absent when it says nothing: then it must be asked. */
export type AccordLu = 'accord' | 'informee' | 'non_informee' | 'impossible' | 'refus';

export interface PersonneLue {
  readonly civilite?: Trouve<Civilite>;
  readonly sexe?: Trouve<Sexe>;
  readonly nom?: Trouve<string>;
  readonly nomNaissance?: Trouve<string>;
  readonly prenom?: Trouve<string>;
  readonly dateNaissance?: Trouve<DateNaissance>;
  readonly age?: Trouve<number>;
  readonly commune?: Trouve<string>;
}

export interface DemandeLue {
  readonly personne: PersonneLue;
  readonly telephones: readonly Trouve<TelephoneLu>[];
  readonly attentes: readonly Trouve<CodeAttente>[];
  readonly motifs: readonly Trouve<CodeMotif>[];
  readonly urgence?: Trouve<CodeUrgence>;
  /** U0: the request is not the right channel. `avertissement` is the sentence to show and to send back. */
  readonly dangerVital?: { readonly mots: readonly Trouve<'U0'>[]; readonly avertissement: string };
  readonly accord?: Trouve<AccordLu>;
  /** The message exactly as received. */
  readonly original: MessageLibre;
}
