/** Draws that can be played again: the same seed gives the same sequence. */
export interface Hasard {
  /** Uniform in [0, 1[. */
  tirer(): number;
  /** Integer in [0, max[. */
  entier(max: number): number;
  parmi<T>(choix: readonly T[]): T;
  /** True once in `sur`. */
  une(sur: number): boolean;
}

/** Mulberry32: 32 bits of state, enough to shuffle requests. */
export function hasard(graine: number): Hasard {
  let etat = graine >>> 0;
  const tirer = (): number => {
    etat = (etat + 0x6d2b79f5) >>> 0;
    let t = etat;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const entier = (max: number): number => Math.floor(tirer() * max);
  return {
    tirer,
    entier,
    parmi: <T>(choix: readonly T[]): T => choix[entier(choix.length)] as T,
    une: (sur) => tirer() < 1 / sur,
  };
}
