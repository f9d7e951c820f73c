/** Rank statistics of a series, in the order people read them. */
export interface Resume {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export function resumer(valeurs: readonly number[]): Resume {
  const tri = valeurs.toSorted((a, b) => a - b);
  const rang = (part: number): number => tri[Math.min(tri.length - 1, Math.ceil(part * tri.length) - 1)] ?? Number.NaN;
  return { n: tri.length, p50: rang(0.5), p95: rang(0.95), max: tri.at(-1) ?? Number.NaN };
}

export function ligneDe(quoi: string, valeurs: readonly number[]): string {
  const { n, p50, p95, max } = resumer(valeurs);
  const ms = (v: number): string => `${Math.round(v).toLocaleString('fr-FR')} ms`.padStart(11);
  return `  ${quoi.padEnd(58)} p50${ms(p50)}   p95${ms(p95)}   max${ms(max)}   (${n} fois)`;
}

/** Times `fois` calls one after the other, after a few that warm the house up and do not count. */
export async function chronometrer(fois: number, faire: (n: number) => Promise<unknown>): Promise<number[]> {
  const durees: number[] = [];
  for (let n = -5; n < fois; n += 1) {
    const debut = performance.now();
    await faire(n + 5);
    if (n >= 0) durees.push(performance.now() - debut);
  }
  return durees;
}
