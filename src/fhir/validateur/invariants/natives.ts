import type { Invariant } from './regles.ts';
export const NATIVES: ReadonlyMap<string, Invariant> = new Map();
