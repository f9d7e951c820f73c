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

  /** What the reader may see, on a line of `resource` named `alias`. Its type known, PostgreSQL leaves out what is said of the others. */
  portee(alias: string, type?: string): string {
    const { texte, valeurs } = compilerPortee(this.#portee, alias);
    const regle = this.prepare ? voilee(texte(1), valeurs) : texte(1);
    return type === undefined ? regle : duType(regle, alias, type);
  }
}

const INSTANT = 'timestamptz';
const voilees = new Map<string, string>();

/** Text of a predicate whose lists cannot be looked at when planning; what an instant is changes no plan. Kept: its forms are few. */
function voilee(texte: string, valeurs: readonly unknown[]): string {
  let resultat = voilees.get(texte);
  if (resultat === undefined) {
    resultat = texte.replaceAll(/\$(\d+)/g, (place, rang: string) => {
      const type = typeDe(valeurs[Number(rang) - 1]);
      return type === INSTANT ? `${place}::${type}` : `(select ${place}::${type})::${type}`;
    });
    voilees.set(texte, resultat);
  }
  return resultat;
}

const parType = new Map<string, Map<string, string>>();

/** Same, on lines that have this type only. Kept: its forms are few. */
function duType(regle: string, alias: string, type: string): string {
  let connues = parType.get(regle);
  if (connues === undefined) parType.set(regle, (connues = new Map()));
  let ecrite = connues.get(type);
  if (ecrite === undefined) connues.set(type, (ecrite = regle.replaceAll(`"${alias}"."type"`, mot(type))));
  return ecrite;
}

function typeDe(valeur: unknown): string {
  if (Array.isArray(valeur)) return 'text[]';
  if (valeur instanceof Date) return INSTANT;
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
