/**
 * A REFUSAL is the domain saying no: stable code, French sentence for the reader, HTTP status.
 * A FAULT is anything else that is thrown: our bug or a partner down; the edge gives it a reference.
 */
export class Refus extends Error {
  override readonly name = 'Refus';
  readonly code: string;
  readonly statut: number;
  readonly texte: string;
  /** Field path → what is wrong and what to do, when the refusal is about the input. */
  readonly champs: Readonly<Record<string, string>> | undefined;

  constructor(code: string, statut: number, texte: string, champs?: Readonly<Record<string, string>>) {
    super(code);
    this.code = code;
    this.statut = statut;
    this.texte = texte;
    this.champs = champs;
  }
}

type Definition = { readonly statut: number; readonly texte: string };
type FabriqueRefus = (precision?: string, champs?: Readonly<Record<string, string>>) => Refus;

/** The closed list of refusals of one module: `refus.deja_traitee()` builds the error to throw. */
export function listeDeRefus<C extends string>(
  module: string,
  liste: Readonly<Record<C, Definition>>,
): Readonly<Record<C, FabriqueRefus>> {
  const entrees = Object.entries<Definition>(liste).map(([code, { statut, texte }]) => [
    code,
    (precision?: string, champs?: Readonly<Record<string, string>>) =>
      new Refus(`${module}.${code}`, statut, precision === undefined ? texte : `${texte} ${precision}`, champs),
  ]);
  return Object.fromEntries(entrees) as Record<C, FabriqueRefus>;
}

export const refusCommuns = listeDeRefus('cordee', {
  entree_invalide: { statut: 400, texte: 'Certaines réponses sont à corriger.' },
  introuvable: { statut: 404, texte: 'Cet élément n’existe pas, ou vous n’y avez pas accès.' },
  interdit: { statut: 403, texte: 'Vous n’avez pas le droit de faire cela.' },
  non_connecte: {
    statut: 401,
    texte: 'Votre session est terminée. Reconnectez-vous : ce que vous avez écrit est gardé.',
  },
  version_perimee: {
    statut: 409,
    texte: 'Quelqu’un a modifié cet élément en même temps que vous. Relisez sa version avant de recommencer.',
  },
});
