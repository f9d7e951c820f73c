/** One thing measured: what it says of itself, and a run that returns whether the target holds. */
export interface Banc {
  readonly nom: string;
  readonly resume: string;
  mesurer(dire: (ligne: string) => void): Promise<boolean>;
}
