import { compilerPortee, type Portee } from '../../store/portee.ts';

/**
 * Writes one statement: values are always bound, never written in the text, so that two searches of the same shape have the same
 * text. The values of the access predicate come first: whatever the alias it is written for, they keep their numbers.
 */
export class Assembleur {
  readonly valeurs: unknown[];
  readonly maintenant: Date;
  /** Is the statement kept prepared, with one plan for all values? */
  readonly prepare: boolean;
  readonly #portee: Portee;
  #alias = 0;

  constructor(portee: Portee, maintenant: Date, prepare: boolean) {
    this.#portee = portee;
    this.maintenant = maintenant;
    this.prepare = prepare;
    this.valeurs = [...compilerPortee(portee, 'x0').valeurs];
  }

  /**
   * Binds a value; returns its place (`$3`). In a prepared statement it stands behind a `select`: PostgreSQL cannot look at it when it plans,
   * so it does not plan again for each value.
   */
  lier(valeur: unknown): string {
    this.valeurs.push(valeur);
    const place = `$${this.valeurs.length}`;
    return this.prepare ? `(select ${place}::${typeDe(valeur)})` : place;
  }

  /** A name no other part of the statement has. */
  alias(): string {
    this.#alias += 1;
    return `x${this.#alias}`;
  }

  /** What the reader may see, on a line of `resource` named `alias`. */
  portee(alias: string): string {
    const { texte, valeurs } = compilerPortee(this.#portee, alias);
    return this.prepare ? voilee(texte(1), valeurs) : texte(1);
  }
}

const voilees = new Map<string, string>();

/** Text of a predicate whose values cannot be looked at when planning. Kept: its forms are few. */
function voilee(texte: string, valeurs: readonly unknown[]): string {
  let resultat = voilees.get(texte);
  if (resultat === undefined) {
    resultat = texte.replaceAll(/\$(\d+)/g, (place, rang: string) => {
      const type = typeDe(valeurs[Number(rang) - 1]);
      return `(select ${place}::${type})::${type}`;
    });
    voilees.set(texte, resultat);
  }
  return resultat;
}

function typeDe(valeur: unknown): string {
  if (Array.isArray(valeur)) return 'text[]';
  if (valeur instanceof Date) return 'timestamptz';
  return typeof valeur === 'number' ? 'float8' : 'text';
}

/** A word of the catalogue (type, code, beginning of an index word) written in the text: its statistics are known when planning. */
export function mot(texte: string): string {
  if (!/^[A-Za-z0-9_:=/-]*$/.test(texte)) throw new Error(`ce mot ne s’écrit pas dans une instruction : ${texte}`);
  return `'${texte}'`;
}

/** `colonne` is one of these words of the catalogue. */
export function parmi(colonne: string, mots: readonly string[]): string {
  return mots.length === 1 ? `${colonne} = ${mot(mots[0] ?? '')}` : `${colonne} in (${mots.map(mot).join(', ')})`;
}
