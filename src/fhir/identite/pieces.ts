/** A document that may prove an identity. `ins`: the fr-core INS profile (2.2.0) can carry its code. */
export interface Piece {
  readonly libelle: string;
  readonly probante: boolean;
  readonly ins: boolean;
  /** Proves the identity of a minor only, with the document of a parent. */
  readonly mineur?: true;
}

/**
 * Codes of fr-core-cs-mode-validation-identity 2.2.0. Source of `probante`: droit-et-securite INS-07 (a driving licence proves nothing).
 */
export const PIECES: Readonly<Record<string, Piece>> = {
  CN: { libelle: 'Carte nationale d’identité', probante: true, ins: true },
  PA: { libelle: 'Passeport', probante: true, ins: true },
  CS: { libelle: 'Titre de séjour', probante: true, ins: false },
  LE: { libelle: 'Livret de famille (mineur)', probante: true, ins: true, mineur: true },
  AN: { libelle: 'Extrait d’acte de naissance (mineur)', probante: true, ins: true, mineur: true },
  PC: { libelle: 'Permis de conduire', probante: false, ins: false },
};

/** Does this document allow `piece_controlee`? Unknown codes prove nothing. */
export function estProbante(code: string): boolean {
  return PIECES[code]?.probante === true;
}

/** What surrounds the document that was seen. */
export interface ContextePiece {
  /** Completed years, counted in doubt in favour of the minor; undefined when the date of birth is not known. */
  readonly mineur: boolean;
  /** For a minor: an identity document of a parent was seen with it. */
  readonly pieceDUnParent: boolean;
  /** Out of date. */
  readonly perimee: boolean;
  /** Resident of an EHPAD, and the territory opened the rule of 2024 (see docs/identite.md: read second-hand, closed by default). */
  readonly ehpad: boolean;
}

export type RefusPiece = 'non_probante' | 'reservee_aux_mineurs' | 'piece_d_un_parent' | 'perimee';

/** Why this document does not prove this identity; undefined when it does (INS-07). */
export function jugerPiece(
  code: string,
  { mineur, pieceDUnParent, perimee, ehpad }: ContextePiece,
): RefusPiece | undefined {
  if (!estProbante(code)) return 'non_probante';
  if (PIECES[code]?.mineur === true) {
    if (!mineur && !ehpad) return 'reservee_aux_mineurs';
    return mineur && !pieceDUnParent ? 'piece_d_un_parent' : undefined;
  }
  return perimee && !ehpad ? 'perimee' : undefined;
}
