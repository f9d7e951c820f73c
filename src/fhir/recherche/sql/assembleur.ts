import { compilerPortee, type Portee } from '../../store/portee.ts';

/**
 * Writes one statement: values are always bound, never written in the text, so that two searches of the same shape have the same
 * text. The values of the access predicate come first: whatever the alias it is written for, they keep their numbers.
 */
export class Assembleur {
  readonly valeurs: unknown[];
  readonly maintenant: Date;
  readonly #portee: Portee;
  #alias = 0;

  constructor(portee: Portee, maintenant: Date) {
    this.#portee = portee;
    this.maintenant = maintenant;
    this.valeurs = [...compilerPortee(portee, 'x0').valeurs];
  }

  /** Binds a value; returns its place (`$3`). */
  lier(valeur: unknown): string {
    this.valeurs.push(valeur);
    return `$${this.valeurs.length}`;
  }

  /** A name no other part of the statement has. */
  alias(): string {
    this.#alias += 1;
    return `x${this.#alias}`;
  }

  /** What the reader may see, on a line of `resource` named `alias`. */
  portee(alias: string): string {
    return compilerPortee(this.#portee, alias).texte(1);
  }
}
