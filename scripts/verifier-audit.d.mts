import type { KeyObject } from 'node:crypto';

export interface ClePublique {
  readonly cle: KeyObject;
  readonly id: string;
}
export interface SceauLu {
  readonly numero: number;
  readonly taille: number;
  readonly racine: string;
}
export type Verdict =
  | {
      readonly intact: true;
      readonly lignes: number;
      readonly effacees: number;
      readonly sceaux: number;
      readonly racine: string;
    }
  | { readonly intact: false; readonly ou: string };

export declare class Verificateur {
  constructor(cle: ClePublique, ancres?: readonly SceauLu[]);
  garder: { feuilles: Buffer[]; sceaux: SceauLu[] } | undefined;
  lire(texte: string): void;
  finir(): { readonly lignes: number };
}
export declare function lireCle(pem: string): ClePublique;
export declare function lireAncres(texte: string): readonly SceauLu[];
export declare function verifierLignes(
  lignes: Iterable<string>,
  cle: ClePublique,
  ancres?: readonly SceauLu[],
): Verdict;
export declare function prouver(
  v: Verificateur,
  demande: { inclusion: { n: number; sel?: string; ligne?: string } } | { coherence: readonly [number, number] },
): Record<string, unknown>;
export declare function preuveJuste(preuve: unknown, cle: ClePublique): boolean;
