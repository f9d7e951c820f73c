/** One regular expression seen as an automaton: a position per character it can read, and how many ways lead from one to another. */
interface Morceau {
  /** It can read nothing. */
  readonly vide: boolean;
  readonly premieres: readonly number[];
  readonly dernieres: readonly number[];
}

const RIEN: Morceau = { vide: true, premieres: [], dernieres: [] };
/** A count this small is written out; a longer one is read as « any number »: it can only be judged worse. */
const COPIES_MAX = 8;
const QUANTITE = /^(?:([*+?])|\{(\d+)(,(\d*))?\})/;

/**
 * Reads the syntax of JavaScript expressions. What it does not follow (anchors, conditions of what is around, what a group read before)
 * is left out or read as « anything »: it may judge worse, never better. Source: Glushkov’s construction, with the number of ways kept.
 */
export class Automate {
  /** Text of the class each position reads, `.` or `[…]` or one character. */
  readonly lus: string[] = [];
  readonly suites = new Map<number, Map<number, number>>();
  readonly #motif: string;
  readonly #unicode: boolean;
  #rang = 0;

  constructor(motif: string, drapeaux: string) {
    this.#motif = motif;
    this.#unicode = /[uv]/.test(drapeaux);
    this.#choix();
    if (this.#rang < motif.length) throw new Error(`expression non lue : ${motif}`);
  }

  #choix(): Morceau {
    let tout = this.#suite();
    while (this.#motif[this.#rang] === '|') {
      this.#rang += 1;
      const autre = this.#suite();
      tout = {
        vide: tout.vide || autre.vide,
        premieres: [...tout.premieres, ...autre.premieres],
        dernieres: [...tout.dernieres, ...autre.dernieres],
      };
    }
    return tout;
  }

  #suite(): Morceau {
    let tout = RIEN;
    while (this.#rang < this.#motif.length && !['|', ')'].includes(this.#motif[this.#rang] ?? ''))
      tout = this.#enchainer(tout, this.#terme());
    return tout;
  }

  #enchainer(avant: Morceau, apres: Morceau): Morceau {
    this.#relier(avant.dernieres, apres.premieres);
    return {
      vide: avant.vide && apres.vide,
      premieres: [...avant.premieres, ...(avant.vide ? apres.premieres : [])],
      dernieres: [...apres.dernieres, ...(apres.vide ? avant.dernieres : [])],
    };
  }

  #relier(des: readonly number[], vers: readonly number[]): void {
    for (const de of des) {
      const suites = this.suites.get(de) ?? new Map<number, number>();
      for (const la of vers) suites.set(la, (suites.get(la) ?? 0) + 1);
      this.suites.set(de, suites);
    }
  }

  /** One atom and how many times. The atom is read again for each copy: its positions are its own. */
  #terme(): Morceau {
    const debut = this.#rang;
    const atome = this.#atome();
    const [entier, signe, min, virgule, max] = QUANTITE.exec(this.#motif.slice(this.#rang)) ?? [];
    if (entier === undefined) return atome;
    const fin = this.#rang + entier.length;
    this.#rang = fin;
    if (this.#motif[this.#rang] === '?') this.#rang += 1;
    const suite = this.#rang;
    if (signe === '?') return { ...atome, vide: true };
    const exactement = signe === undefined && virgule === undefined ? Number(min) : undefined;
    if (exactement !== undefined && exactement <= COPIES_MAX) {
      let tout = exactement === 0 ? RIEN : atome;
      for (let n = 1; n < exactement; n += 1) {
        this.#rang = debut;
        tout = this.#enchainer(tout, this.#atome());
      }
      this.#rang = suite;
      return tout;
    }
    if (max === '1' || (max === '0' && min === '0')) return { ...atome, vide: atome.vide || min === '0' };
    this.#relier(atome.dernieres, atome.premieres);
    return { ...atome, vide: atome.vide || signe === '*' || min === '0' };
  }

  #atome(): Morceau {
    const reste = this.#motif.slice(this.#rang);
    const [autour] = /^\(\?<?[=!]/.exec(reste) ?? [];
    const [groupe] = autour === undefined ? (/^\((?:\?(?:<[^>]+>|[a-z-]*:))?/.exec(reste) ?? []) : [autour];
    if (groupe !== undefined) {
      this.#rang += groupe.length;
      const dedans = this.#choix();
      this.#rang += 1;
      return autour === undefined ? dedans : RIEN;
    }
    const [ancre] = /^(?:[\^$]|\\[bB])/.exec(reste) ?? [];
    if (ancre !== undefined) {
      this.#rang += ancre.length;
      return RIEN;
    }
    const [rappel] = /^\\(?:[1-9]|k<[^>]+>)/.exec(reste) ?? [];
    if (rappel !== undefined) {
      this.#rang += rappel.length;
      // What it repeats is already chosen: one place, that reads anything.
      return this.#position('[^]');
    }
    return this.#position(this.#caractere(reste));
  }

  #caractere(reste: string): string {
    const [echappe] = /^\\(?:u\{[^}]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]+\}|c[A-Z]|[^])/.exec(reste) ?? [];
    const [classe] = /^\[(?:[^\]\\]|\\[^])*\]/.exec(reste) ?? [];
    const lu = echappe ?? classe ?? (this.#unicode ? String.fromCodePoint(reste.codePointAt(0) ?? 0) : reste.charAt(0));
    this.#rang += lu.length;
    return lu;
  }

  #position(lu: string): Morceau {
    const numero = this.lus.push(lu) - 1;
    return { vide: false, premieres: [numero], dernieres: [numero] };
  }
}
