/** Lecture d'une commande IMAP4rev1 (RFC 3501 §9), sous-ensemble utile aux clients de messagerie. */

export type Element = string | readonly Element[];

export interface Commande {
  readonly etiquette: string;
  /** En capitales ; « UID FETCH » pour les commandes préfixées. */
  readonly nom: string;
  readonly arguments: readonly Element[];
}

/** Profondeur de parenthèses admise : aucune commande légitime n'en demande plus de trois. */
const PROFONDEUR_MAX = 10;

export class SyntaxeImap extends Error {}

class Lecteur {
  readonly #texte: string;
  readonly #litteraux: readonly string[];
  #ici = 0;
  #litteral = 0;

  constructor(texte: string, litteraux: readonly string[]) {
    this.#texte = texte;
    this.#litteraux = litteraux;
  }

  liste(profondeur: number): Element[] {
    if (profondeur > PROFONDEUR_MAX) {
      throw new SyntaxeImap('Trop de parenthèses');
    }
    const elements: Element[] = [];
    for (;;) {
      const caractere = this.#texte[this.#ici];
      if (caractere === undefined || caractere === ')') {
        this.#ici += 1;
        return elements;
      }
      if (caractere === ' ') {
        this.#ici += 1;
      } else if (caractere === '(') {
        this.#ici += 1;
        elements.push(this.liste(profondeur + 1));
      } else {
        elements.push(caractere === '"' ? this.#guillemets() : this.#atome());
      }
    }
  }

  #guillemets(): string {
    let valeur = '';
    for (this.#ici += 1; this.#ici < this.#texte.length; this.#ici += 1) {
      const caractere = this.#texte[this.#ici];
      if (caractere === '"') {
        this.#ici += 1;
        return valeur;
      }
      if (caractere === '\\') {
        this.#ici += 1;
      }
      valeur += this.#texte[this.#ici] ?? '';
    }
    throw new SyntaxeImap('Guillemet non fermé');
  }

  // Un atome garde ses crochets entiers : BODY.PEEK[HEADER.FIELDS (From To)]<0.100> est un seul élément.
  #atome(): string {
    const debut = this.#ici;
    let crochets = 0;
    for (; this.#ici < this.#texte.length; this.#ici += 1) {
      const caractere = this.#texte[this.#ici];
      crochets += caractere === '[' ? 1 : caractere === ']' ? -1 : 0;
      if (crochets <= 0 && (caractere === ' ' || caractere === '(' || caractere === ')')) {
        break;
      }
    }
    const atome = this.#texte.slice(debut, this.#ici);
    if (/^\{\d+\+?\}$/.test(atome)) {
      this.#litteral += 1;
      return this.#litteraux[this.#litteral - 1] ?? '';
    }
    return atome;
  }
}

/** Analyse une commande dont les littéraux ont été lus à part, dans l'ordre. Lève `SyntaxeImap`. */
export function lireCommande(texte: string, litteraux: readonly string[]): Commande {
  const [etiquette, verbe, ...reste] = new Lecteur(texte, litteraux).liste(0);
  if (typeof etiquette !== 'string' || typeof verbe !== 'string' || !/^[A-Za-z0-9.+_-]{1,64}$/.test(etiquette)) {
    throw new SyntaxeImap('Commande illisible');
  }
  const nom = verbe.toUpperCase();
  if (nom !== 'UID') {
    return { etiquette, nom, arguments: reste };
  }
  const [sous, ...suite] = reste;
  if (typeof sous !== 'string') {
    throw new SyntaxeImap('UID sans commande');
  }
  return { etiquette, nom: `UID ${sous.toUpperCase()}`, arguments: suite };
}

/** Appartenance à un ensemble `1:3,7,10:*`. `dernier` est la valeur de « * ». */
export function dansEnsemble(ensemble: string, dernier: number): (valeur: number) => boolean {
  if (!/^(?:\d+|\*)(?::(?:\d+|\*))?(?:,(?:\d+|\*)(?::(?:\d+|\*))?)*$/.test(ensemble)) {
    throw new SyntaxeImap('Ensemble de numéros illisible');
  }
  const bornes = ensemble.split(',').map((plage) => {
    const [a = 0, b = a] = plage.split(':').map((borne) => (borne === '*' ? dernier : Number(borne)));
    return a <= b ? ([a, b] as const) : ([b, a] as const);
  });
  return (valeur) => bornes.some(([bas, haut]) => valeur >= bas && valeur <= haut);
}

/** Chaîne IMAP entre guillemets, ou littéral quand elle sort de l'ASCII imprimable ; NIL pour undefined. */
export function chaine(valeur: string | undefined): string {
  if (valeur === undefined) {
    return 'NIL';
  }
  const octets = Buffer.from(valeur, 'latin1');
  return /^[\u0020-\u007E]*$/.test(valeur) && octets.length < 500
    ? `"${valeur.replaceAll(/["\\]/g, String.raw`\$&`)}"`
    : `{${octets.length}}\r\n${valeur}`;
}
