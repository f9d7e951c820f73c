/** Seeded draw: the same seed gives the same territory, file for file. Not for anything secret. */
export interface Hasard {
  /** Whole number from 0 to `borne` excluded. */
  readonly entier: (borne: number) => number;
  readonly choisir: <T>(liste: readonly T[]) => T;
  readonly chance: (probabilite: number) => boolean;
  readonly melanger: <T>(liste: readonly T[]) => T[];
}

/** Mulberry32: one 32-bit state, good enough to spread names and addresses. */
export function creerHasard(graine: number): Hasard {
  let etat = graine >>> 0;
  const suivant = (): number => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let t = Math.imul(etat ^ (etat >>> 15), etat | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const entier = (borne: number): number => Math.floor(suivant() * borne);
  const choisir = <T>(liste: readonly T[]): T => {
    const choisi = liste[entier(liste.length)];
    if (choisi === undefined) throw new Error('Rien à tirer dans une liste vide.');
    return choisi;
  };
  const melanger = <T>(liste: readonly T[]): T[] =>
    liste
      .map((valeur) => ({ valeur, rang: suivant() }))
      .sort((a, b) => a.rang - b.rang)
      .map(({ valeur }) => valeur);
  return { entier, choisir, melanger, chance: (probabilite) => suivant() < probabilite };
}
