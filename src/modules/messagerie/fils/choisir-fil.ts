/** A thread already known by one of the identifiers a message carries. */
export interface FilConnu {
  readonly id: string;
  readonly objet: string | null;
  readonly ouvertLe: Date;
}

export interface Liens {
  readonly propre: string;
  readonly enReponseA?: string | undefined;
  readonly references: readonly string[];
}

export interface ChoixDeFil {
  /** Undefined: the message opens a thread. */
  readonly fil: string | undefined;
  /** Threads that this message shows to be the same conversation. */
  readonly aReunir: readonly string[];
}

/** Identifiers of a message, nearest link first: what it answers, then the latest quoted, then its own (an answer may have come before it). */
export function identifiantsParProximite(liens: Liens): readonly string[] {
  const proches = liens.enReponseA === undefined ? [] : [liens.enReponseA];
  return [...new Set([...proches, ...liens.references.toReversed(), liens.propre])];
}

/**
 * Thread of a message, by identifiers only: a subject may carry a name, be reused or be rewritten by a mail program, so it never counts.
 * Threads about nothing yet are joined in any order of arrival; two threads about two different things are never joined,
 * even when a message quotes both: it goes to the nearest.
 */
export function choisirFil(liens: Liens, connus: ReadonlyMap<string, FilConnu>): ChoixDeFil {
  const candidats = new Map<string, FilConnu>();
  for (const identifiant of identifiantsParProximite(liens)) {
    const fil = connus.get(identifiant);
    if (fil !== undefined) candidats.set(fil.id, fil);
  }
  const tous = [...candidats.values()];
  const principal = tous.find((fil) => fil.objet !== null) ?? plusAncien(tous);
  if (principal === undefined) return { fil: undefined, aReunir: [] };
  const aReunir = tous.filter(
    (fil) => fil.id !== principal.id && (fil.objet === null || fil.objet === principal.objet),
  );
  return { fil: principal.id, aReunir: aReunir.map((fil) => fil.id) };
}

function plusAncien(fils: readonly FilConnu[]): FilConnu | undefined {
  return fils.toSorted((a, b) => a.ouvertLe.getTime() - b.ouvertLe.getTime() || (a.id < b.id ? -1 : 1))[0];
}
