import type { Famille } from '#fhir/types.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Permission } from './clients/permissions.ts';
import type { Geste } from './delegation.ts';
import type { SansQualite } from './qualites.ts';
import type { Role } from './roles.ts';

/**
 * Who acts: a signed-in person in one situation, someone without an account behind a one-time link, a registered software
 * acting in its own name, or Cordée itself.
 */
export interface Acteur {
  readonly genre: 'compte' | 'lien' | 'client' | 'systeme';
  /** What signs every write: `compte:…`, `lien:…`, `client:…`, `systeme:ouvrier`. */
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
  /** Why this account proves no sub-category of R. 1110-2: nothing nominative until it does (SP-04). Absent when it is proved. */
  readonly sansQualite?: SansQualite;
  /** Who is represented: every write is signed by `id`, made for this one, within the gestures of the delegation. */
  readonly pour?: Represente;
  /** What a one-time link opens, and nothing else: one usage on one thing. */
  readonly lien?: { readonly usage: string; readonly objet: string; readonly empreinte: string };
  /** The software acting in its own name: genre `client`, and only then. */
  readonly client?: Accordees;
  /** The application through which a person acts (SMART App Launch): narrows what the person may do, never widens it. */
  readonly application?: Accordees & { /** Id of the only person it is opened on. */ readonly patient?: string };
  /** How this request was signed in, for the trace and for what asks for a recent proof. Absent: Cordée itself. */
  readonly connexion?: Connexion;
  /** Session, link, token or job that carried the request, for the trace. Never a secret. */
  readonly requete: string;
}

export interface Connexion {
  readonly moyen: 'psc' | 'passkey' | 'lien' | 'jeton';
  /** Assurance level the means gave (`eidas1`), when it says one. */
  readonly niveau?: string;
  /** Network address of the caller. */
  readonly adresse?: string;
  /** Last time the person proved who they are. */
  readonly elevee?: Date;
}

/** The person for whom somebody acts, and what that person entrusted. */
export interface Represente {
  readonly compte: string;
  readonly ref: string;
  readonly nom: string;
  readonly role: Role;
  readonly gestes: readonly Geste[];
}

/** What a territory granted to one software: gestures by type, and families of information. */
export interface Accordees {
  readonly id: string;
  readonly permissions: readonly Permission[];
  readonly familles: readonly Famille[];
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

/** A registered software in its own name: a device of the territory, member of no circle. */
export function acteurClient(
  client: Accordees & { readonly nom: string; readonly territoire: CodeTerritoire },
  requete: string,
): Acteur {
  const { id, nom, territoire, permissions, familles } = client;
  const ref = `Device/${id}`;
  return {
    genre: 'client',
    id: `client:${id}`,
    nom,
    role: 'logiciel',
    territoire,
    refs: [ref],
    ref,
    structure: { ref, nom },
    client: { id, permissions, familles },
    connexion: { moyen: 'jeton' },
    requete,
  };
}

/**
 * The person, without the limits of the application. A permitted write runs the room's own action as that person: the action
 * reads what its rule needs (circle, queue, settings), which the application does not see.
 */
export function personneSeule(acteur: Acteur): Acteur {
  const { application, ...personne } = acteur;
  return application === undefined ? acteur : personne;
}
