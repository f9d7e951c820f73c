import type { ParametreDeRecherche } from '../../definitions/index.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Critere, Jeton } from '../modele.ts';

/** What reading needs besides the text of the request. */
export interface ContexteDeLecture {
  readonly catalogue: Catalogue;
  /** Address of this server, without a final slash. */
  readonly base: string;
  /** Codes of a value set, for `:in` and `:not-in`; undefined when the value set is unknown. */
  readonly etendre?: (valueSet: string) => readonly Jeton[] | undefined;
  /** The code and those above or below it, for `:above` and `:below`; undefined when the system is not held. */
  readonly parente?: (systeme: string, code: string, sens: 'dessus' | 'dessous') => readonly Jeton[] | undefined;
  /** Fingerprints under which a national identity is filed: its clear value is nowhere. */
  readonly empreintes?: (matricule: string) => readonly string[];
  /** The keys of the parameters of packages are still being written. */
  readonly indexEnCours?: boolean;
  /** How the end of a path is read, when it is not by the rules of a parameter (`_filter`). */
  readonly feuille?: LectureDeFeuille;
}

/** Reads one parameter and its value for a type. */
export type LectureDeCritere = (type: string, nom: string, valeur: string, contexte: ContexteDeLecture) => Critere;

export type LectureDeFeuille = (
  parametre: ParametreDeRecherche,
  modificateur: string | undefined,
  texte: string,
  contexte: ContexteDeLecture,
) => Critere;
