import type { Bilan, Probleme } from './bilan.ts';

export type Objet = Readonly<Record<string, unknown>>;

/** Judges one value where the passage stands. `cote`: the `_field` beside a primitive (its id and extensions). */
export type Juge = (passage: Passage, valeur: unknown, cote: unknown) => void;

/** Beyond, one more finding helps nobody. */
const PROBLEMES_MAX = 200;

export function estObjet(valeur: unknown): valeur is Objet {
  return typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);
}

/** A JSON text as it is, a number or a boolean as it is written; empty for anything else. */
export function enTexte(valeur: unknown): string {
  if (typeof valeur === 'string') return valeur;
  return typeof valeur === 'number' || typeof valeur === 'boolean' ? String(valeur) : '';
}

/** Deeper than any resource we know: beyond, the text was made to exhaust us. */
const PROFONDEUR_MAX = 64;

/** Walked without recursion, since depth is what is doubted. */
export function tropProfond(valeur: unknown): boolean {
  const aVoir: [unknown, number][] = [[valeur, 0]];
  for (let suivant = aVoir.pop(); suivant !== undefined; suivant = aVoir.pop()) {
    const [contenu, profondeur] = suivant;
    if (typeof contenu !== 'object' || contenu === null) continue;
    if (profondeur > PROFONDEUR_MAX) return true;
    for (const v of Object.values(contenu)) if (typeof v === 'object') aVoir.push([v, profondeur + 1]);
  }
  return false;
}

/** One run of the validator over one resource: where it stands, and what it has found. */
export class Passage {
  /** Nearest resource (`%resource`), and the one that contains it when it is contained (`%rootResource`). */
  ressource: Objet;
  racine: Objet;
  /** The Bundle whose entries references may lead to. */
  lot: Objet | undefined;
  /** Canonical of the profile under which values are judged: written in `diagnostics`. */
  profil = '';
  /** Entries of each Bundle met, by the addresses they answer to: read once, for this run only. */
  readonly entrees: WeakMap<Objet, ReadonlyMap<string, Objet>>;
  /** Findings weigh as warnings only: the profile is judged by another version than the one claimed. */
  attenue = false;
  readonly #chemin: (string | number)[];
  #erreurs = 0;
  readonly #problemes = new Map<string, Probleme>();

  constructor(
    ressource: Objet,
    chemin: readonly (string | number)[],
    entrees = new WeakMap<Objet, ReadonlyMap<string, Objet>>(),
  ) {
    this.entrees = entrees;
    this.ressource = ressource;
    this.racine = ressource;
    this.#chemin = [...chemin];
  }

  entrer(pas: string | number): void {
    this.#chemin.push(pas);
  }

  sortir(): void {
    this.#chemin.pop();
  }

  erreur(code: Probleme['code'], regle: string, texte: string): void {
    this.#noter(this.attenue ? 'warning' : 'error', code, regle, texte);
  }

  avertir(code: Probleme['code'], regle: string, texte: string): void {
    this.#noter('warning', code, regle, texte);
  }

  /** A run of its own at the same place, whose findings go nowhere: does the value fit? */
  aPart(): Passage {
    const autre = new Passage(this.ressource, this.#chemin, this.entrees);
    autre.racine = this.racine;
    autre.lot = this.lot;
    autre.profil = this.profil;
    return autre;
  }

  get sansErreur(): boolean {
    return this.#erreurs === 0;
  }

  bilan(): Bilan {
    const issues = [...this.#problemes.values()];
    const erreurs = issues.filter(({ severity }) => severity === 'error');
    return { issues: [...erreurs, ...issues.filter((i) => i.severity !== 'error')], valide: this.sansErreur };
  }

  #noter(severity: Probleme['severity'], code: Probleme['code'], regle: string, texte: string): void {
    if (severity === 'error') this.#erreurs += 1;
    if (this.#problemes.size >= PROBLEMES_MAX) return;
    const ou = this.#ou();
    const cle = `${ou} ${regle} ${texte}`;
    // Two profiles of one resource say the same thing of the same place: once is enough, the heavier one.
    if (this.#problemes.has(cle) && severity === 'warning') return;
    const diagnostics = `${this.profil}#${regle}`;
    this.#problemes.set(cle, { severity, code, details: { text: texte }, expression: [ou], diagnostics });
  }

  #ou(): string {
    let ou = '';
    for (const pas of this.#chemin) ou += typeof pas === 'number' ? `[${pas}]` : ou === '' ? pas : `.${pas}`;
    return ou;
  }
}
