/** Somebody of the directory, as the search of the screen proposes it. */
export interface ContactPropose {
  readonly ref: string;
  readonly nom: string;
  /** Profession, structure, town: what tells two namesakes apart. */
  readonly precision?: string | undefined;
}

/** Given by the wiring: the search of the room annuaire. */
export type ChercherContacts = (texte: string, signal: AbortSignal) => Promise<readonly ContactPropose[]>;
