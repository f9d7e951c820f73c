/** One command of the operator's line: what it is called, what it says of itself, what it does. */
export interface Commande {
  readonly nom: string;
  /** `sauvegarder FICHIER`. */
  readonly usage: string;
  readonly resume: string;
  readonly detail: readonly string[];
  /** Returns the exit code: 0 all is well, 1 something must be looked at. */
  executer(args: readonly string[], dire: (ligne: string) => void): Promise<number>;
}

/** The operator typed something the command does not understand: the message says what to type. */
export class MauvaisUsage extends Error {
  override readonly name = 'MauvaisUsage';
}

const nombres = new Intl.NumberFormat('fr-FR');
export const compter = (n: number, un: string, plusieurs: string): string =>
  `${nombres.format(n)} ${n < 2 ? un : plusieurs}`;
