/** A doubt that does not prevent the use of the value: stable code for the programs, French sentence for the reader. */
export interface Avertissement<Motif extends string = string> {
  readonly motif: Motif;
  readonly texte: string;
}

/** Outcome of reading a text: the typed value with its doubts, or the named reason of the refusal with its French sentence. */
export type Resultat<Valeur, Motif extends string = string> =
  | { readonly ok: true; readonly valeur: Valeur; readonly avertissements: readonly Avertissement<Motif>[] }
  | { readonly ok: false; readonly motif: Motif; readonly texte: string };

/**
 * Where the text comes from. At entry a wrong check digit is refused, since the person can correct it at once;
 * on a received document it is only a warning: official samples carry wrong keys and the document must remain readable.
 */
export type Provenance = 'saisie' | 'document_recu';

/** Accepts a value, with the doubts to show beside it. */
export function lu<Valeur, Motif extends string = never>(
  valeur: Valeur,
  avertissements: readonly Avertissement<Motif>[] = [],
): Resultat<Valeur, Motif> {
  return { ok: true, valeur, avertissements };
}

/** Refuses a text; `textes` is the closed list of the identifier. */
export function refuse<Motif extends string>(
  motif: Motif,
  textes: Readonly<Record<Motif, string>>,
): { readonly ok: false; readonly motif: Motif; readonly texte: string } {
  return { ok: false, motif, texte: textes[motif] };
}

/** Applies the policy of `Provenance` to a wrong check digit. */
export function cleFausse<Valeur, Motif extends string>(
  valeur: Valeur,
  motif: Motif,
  textes: Readonly<Record<Motif, string>>,
  provenance: Provenance,
): Resultat<Valeur, Motif> {
  return provenance === 'saisie' ? refuse(motif, textes) : lu(valeur, [{ motif, texte: textes[motif] }]);
}
