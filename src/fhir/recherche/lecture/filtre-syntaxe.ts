import { LIMITES } from '../limites.ts';
import { invalide, tropCouteux } from './faute.ts';

/** A filter as it was written. Source: FHIR R4, search_filter. */
export type Expression =
  | { readonly genre: 'comparaison'; readonly chemin: string; readonly operateur: string; readonly valeur: Valeur }
  | { readonly genre: 'et' | 'ou'; readonly gauche: Expression; readonly droite: Expression }
  | { readonly genre: 'non'; readonly expression: Expression };

export interface Valeur {
  readonly texte: string;
  /** Was it between quotes? */
  readonly citee: boolean;
}

const CARACTERES = 4_000;
const MORCEAU = /\s*(?:([()[\]])|"((?:[^"\\]|\\.)*)"|([^\s()[\]"]+))/y;

interface Morceau {
  readonly texte: string;
  readonly genre: 'signe' | 'citation' | 'mot';
}

/** Reads the grammar: `and` and `or` have no precedence, they are read from left to right. Throws `FauteDeParametre`. */
export function lireExpression(texte: string): Expression {
  if (texte.length > CARACTERES) throw tropCouteux(`Un filtre fait ${CARACTERES} caractères au plus.`);
  const lecteur = new Lecteur(morceauxDe(texte));
  const lue = lecteur.expression(0);
  lecteur.finir();
  return lue;
}

function morceauxDe(texte: string): readonly Morceau[] {
  const morceaux: Morceau[] = [];
  const propre = texte.trim();
  MORCEAU.lastIndex = 0;
  while (MORCEAU.lastIndex < propre.length) {
    const debut = MORCEAU.lastIndex;
    const [, signe, citation, mot] = MORCEAU.exec(propre) ?? [];
    if (signe !== undefined) morceaux.push({ genre: 'signe', texte: signe });
    else if (citation !== undefined) morceaux.push({ genre: 'citation', texte: citation.replaceAll(/\\(.)/g, '$1') });
    else if (mot !== undefined) morceaux.push({ genre: 'mot', texte: mot });
    else
      throw invalide(
        `Ce filtre ne se lit pas à partir de « ${propre.slice(debut, debut + 40)} » : un guillemet manque ?`,
      );
  }
  return morceaux;
}

class Lecteur {
  readonly #morceaux: readonly Morceau[];
  #rang = 0;
  #comparaisons = 0;

  constructor(morceaux: readonly Morceau[]) {
    this.#morceaux = morceaux;
  }

  finir(): void {
    const reste = this.#morceaux[this.#rang];
    if (reste !== undefined)
      throw invalide(`Ce filtre ne se lit pas à partir de « ${reste.texte} » : « and » ou « or » attendu.`);
  }

  expression(profondeur: number): Expression {
    if (profondeur > LIMITES.imbrication)
      throw tropCouteux(`Un filtre imbrique ${LIMITES.imbrication} parenthèses au plus.`);
    let lue = this.#terme(profondeur);
    for (let mot = this.#mot(); mot === 'and' || mot === 'or'; mot = this.#mot()) {
      this.#rang += 1;
      lue = { genre: mot === 'and' ? 'et' : 'ou', gauche: lue, droite: this.#terme(profondeur) };
    }
    return lue;
  }

  #terme(profondeur: number): Expression {
    if (this.#mot() === 'not' && this.#morceaux[this.#rang + 1]?.texte === '(') {
      this.#rang += 1;
      return { genre: 'non', expression: this.#parenthese(profondeur) };
    }
    return this.#signe() === '(' ? this.#parenthese(profondeur) : this.#comparaison();
  }

  #parenthese(profondeur: number): Expression {
    this.#rang += 1;
    const dedans = this.expression(profondeur + 1);
    if (this.#signe() !== ')') throw invalide('Une parenthèse du filtre n’est pas fermée.');
    this.#rang += 1;
    return dedans;
  }

  #comparaison(): Expression {
    const [chemin, operateur, valeur] = [0, 1, 2].map((pas) => this.#morceaux[this.#rang + pas]);
    if (this.#morceaux.slice(this.#rang, this.#rang + 2).some(({ texte }) => texte === '['))
      throw invalide('Les conditions entre crochets ne sont pas servies : donnez un paramètre par condition.');
    if (chemin?.genre !== 'mot' || operateur?.genre !== 'mot' || valeur === undefined || valeur.genre === 'signe')
      throw invalide(
        'Un filtre s’écrit « paramètre opérateur valeur », par exemple : name co "mart" and birthdate ge 1940.',
      );
    this.#comparaisons += 1;
    if (this.#comparaisons > LIMITES.conditions)
      throw tropCouteux(`Un filtre porte ${LIMITES.conditions} conditions au plus.`);
    this.#rang += 3;
    return {
      genre: 'comparaison',
      chemin: chemin.texte,
      operateur: operateur.texte,
      valeur: { texte: valeur.texte, citee: valeur.genre === 'citation' },
    };
  }

  #mot(): string | undefined {
    const morceau = this.#morceaux[this.#rang];
    return morceau?.genre === 'mot' ? morceau.texte : undefined;
  }

  #signe(): string | undefined {
    const morceau = this.#morceaux[this.#rang];
    return morceau?.genre === 'signe' ? morceau.texte : undefined;
  }
}
