/** One thing measured: what it says of itself, and a run that returns whether the target holds. */
export interface Banc {
  readonly nom: string;
  readonly resume: string;
  /** `args`: what followed the name on the command line (`--option value`). */
  mesurer(dire: (ligne: string) => void, args?: readonly string[]): Promise<boolean>;
}
