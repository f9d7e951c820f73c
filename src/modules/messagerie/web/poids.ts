import { formaterNombre } from '#web/format.ts';

/** Octets in words: « 120 ko », « 2,4 Mo ». */
export function poids(octets: number): string {
  return octets < 1_000_000
    ? `${formaterNombre(Math.max(1, Math.round(octets / 1000)))} ko`
    : `${formaterNombre(Math.round(octets / 100_000) / 10)} Mo`;
}
