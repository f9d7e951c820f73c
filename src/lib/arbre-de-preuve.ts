import { createHash } from 'node:crypto';

/**
 * Merkle tree of RFC 6962 (§2.1), written for whoever adds: leaf = SHA-256(0x00 ‖ salt ‖ text), node = SHA-256(0x01 ‖ left ‖ right).
 * The auditor's side is another program, which shares nothing with this one: `scripts/verifier-audit.mjs`.
 */
const FEUILLE = Buffer.from([0]);
const NOEUD = Buffer.from([1]);
const TAILLE = 32;

export function feuilleDe(sel: Uint8Array, texte: string): Buffer {
  return createHash('sha256').update(FEUILLE).update(sel).update(texte, 'utf8').digest();
}

const noeudDe = (gauche: Uint8Array, droite: Uint8Array): Buffer =>
  createHash('sha256').update(NOEUD).update(gauche).update(droite).digest();

/** Root of no leaf: SHA-256 of nothing. */
export const RACINE_VIDE: Buffer = createHash('sha256').digest();

/** What must be kept to go on: the roots of the complete subtrees, largest first, and how many leaves they hold. */
export interface Pile {
  readonly taille: number;
  readonly sommets: readonly Buffer[];
}

export const PILE_VIDE: Pile = { taille: 0, sommets: [] };

export function ajouter({ taille, sommets }: Pile, feuilles: readonly Buffer[]): Pile {
  const pile = [...sommets];
  let n = taille;
  for (const feuille of feuilles) {
    let sommet = feuille;
    // Each one bit of the size is a complete subtree: carrying merges them.
    for (let reste = n; reste % 2 === 1; reste = Math.floor(reste / 2)) {
      const gauche = pile.pop();
      if (gauche === undefined) throw new Error('pile de preuve incomplète');
      sommet = noeudDe(gauche, sommet);
    }
    pile.push(sommet);
    n += 1;
  }
  return { taille: n, sommets: pile };
}

export function racineDe({ sommets }: Pile): Buffer {
  return sommets.length === 0 ? RACINE_VIDE : sommets.reduceRight((droite, gauche) => noeudDe(gauche, droite));
}

export const ecrirePile = ({ sommets }: Pile): Buffer => Buffer.concat(sommets);

export function lirePile(taille: number, octets: Buffer): Pile {
  if (octets.length % TAILLE !== 0) throw new Error('pile de preuve illisible');
  return { taille, sommets: couper(octets) };
}

/** Leaves or tops, one after the other. */
export function couper(octets: Buffer): Buffer[] {
  return Array.from({ length: octets.length / TAILLE }, (_, i) => octets.subarray(i * TAILLE, (i + 1) * TAILLE));
}
