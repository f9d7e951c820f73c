import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Role } from './roles.ts';

/** Who acts: a signed-in person in one situation, someone without an account behind a one-time link, or Cordée itself. */
export interface Acteur {
  readonly genre: 'compte' | 'lien' | 'systeme';
  /** What signs every write: `compte:…`, `lien:…`, `systeme:ouvrier`. */
  readonly id: string;
  readonly nom: string;
  readonly role: Role;
  readonly territoire: CodeTerritoire;
  /** References that designate this actor in resources: practitioner role, practitioner, structure. */
  readonly refs: readonly string[];
  /** The reference written as owner, sender or author: the practitioner role when there is one. */
  readonly ref: string;
  readonly structure: { readonly ref: string; readonly nom: string };
  readonly telephone?: string;
  /** What a one-time link opens, and nothing else: one usage on one thing. */
  readonly lien?: { readonly usage: string; readonly objet: string; readonly empreinte: string };
  /** Session, link or job that carried the request, for the trace. Never a secret. */
  readonly requete: string;
}

/** Cordée acting by itself: deadlines, imports, delivery. Every use says why. */
export function acteurSysteme(territoire: CodeTerritoire, motif: string): Acteur {
  return {
    genre: 'systeme',
    id: `systeme:${motif}`,
    nom: 'Cordée',
    role: 'systeme',
    territoire,
    refs: [],
    ref: 'Device/cordee',
    structure: { ref: 'Organization/cordee', nom: 'Cordée' },
    requete: motif,
  };
}
