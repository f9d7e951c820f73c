import type { Accord, Attente, Canal, Motif, MotifCloture, Urgence } from './vocabulaire.ts';
import type { Decision, Statut } from './statut.ts';

/** Who asks. Without `ref` it is somebody the directory does not know yet: the address and the name are what we have. */
export interface Demandeur {
  readonly nom: string;
  readonly ref?: string | undefined;
  readonly adresse?: string | undefined;
  readonly telephone?: string | undefined;
}

/** The person as the requester named her, until a coordinator confirms who she is. */
export interface Candidat {
  readonly nom: string;
  readonly prenom?: string | undefined;
  /** Partial FHIR date: `1942`, `1942-03`, `1942-03-12`. */
  readonly naissance?: string | undefined;
  readonly sexe?: 'female' | 'male' | undefined;
  readonly telephone?: string | undefined;
  readonly commune?: string | undefined;
}

export interface Complement {
  readonly question: string;
  readonly poseeLe: Date;
  readonly reponse?: string | undefined;
  readonly repondueLe?: Date | undefined;
}

export interface DecisionPrise {
  readonly quoi: Decision;
  readonly texte: string;
  readonly le: Date;
  readonly prochaineEtape?: { readonly texte: string; readonly le: Date } | undefined;
}

export interface Personne {
  readonly ref: string;
  readonly nom: string;
}

/** A DAC request: what was asked (ServiceRequest) and where it stands (Task). */
export interface Demande {
  readonly id: string;
  readonly requete: string;
  readonly reference: string;
  readonly statut: Statut;
  readonly canal: Canal;
  readonly structure: string;
  readonly boite: string | undefined;
  readonly demandeur: Demandeur;
  readonly patient: string | undefined;
  readonly candidat: Candidat;
  readonly attente: Attente;
  readonly urgence: Urgence;
  /** First one is the main one. */
  readonly motifs: readonly Motif[];
  readonly texte: string;
  readonly accord: Accord;
  readonly accordMotif: string | undefined;
  readonly deposeeLe: Date;
  readonly proprietaire: Personne | undefined;
  readonly referent: Personne | undefined;
  readonly complements: readonly Complement[];
  readonly decisions: readonly DecisionPrise[];
  readonly retours: readonly Date[];
  readonly qualifieeLe: Date | undefined;
  /** Total time the decision clock was suspended, waiting for the requester. */
  readonly suspendueMs: number;
  readonly suspendueDepuis: Date | undefined;
  readonly cloture: { readonly motif: MotifCloture; readonly le: Date; readonly synthese: string } | undefined;
  /** Versions read, for optimistic locking: [Task, ServiceRequest]; undefined when not saved yet. */
  readonly versions: readonly [number, number] | undefined;
}

/** `Task/<id>`: what facts, deadlines, messages and links are about. */
export const objetDe = (demande: Pick<Demande, 'id'>): string => `Task/${demande.id}`;

/** The structures and people who read this exchange. */
export function lecteursDe(demande: Demande): readonly string[] {
  return [demande.structure, demande.demandeur.ref, demande.proprietaire?.ref, demande.referent?.ref].filter(
    (ref): ref is string => ref !== undefined,
  );
}

/** Name to show while the identity is not confirmed. */
export function nomDuCandidat(candidat: Candidat): string {
  const civilite = candidat.sexe === 'female' ? 'Mme' : candidat.sexe === 'male' ? 'M.' : '';
  return [civilite, candidat.nom, candidat.prenom ?? ''].filter((m) => m !== '').join(' ');
}
