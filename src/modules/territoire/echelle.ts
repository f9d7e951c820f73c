import type { Porteur } from '#socle/qui-a-la-main.ts';

export interface PorteurJoignable extends Porteur {
  readonly telephone: string;
}

/**
 * Next rung of a ladder for a thing held by `qui`: always a different human while there is one, then the last rung keeps it
 * and is reminded (the ladder is finite and ends with a reachable human: metier.md annexe B, 7).
 */
export function echelonSuivant(
  echelle: readonly PorteurJoignable[],
  qui: string,
  rang: number,
): { readonly porteur: PorteurJoignable; readonly rang: number } {
  for (let suivant = rang + 1; suivant < echelle.length + 1; suivant += 1) {
    const porteur = echelle[suivant - 1];
    if (porteur !== undefined && porteur.ref !== qui) return { porteur, rang: suivant };
  }
  const dernier = echelle.at(-1);
  if (dernier === undefined) throw new Error('une échelle d’escalade a au moins un porteur');
  return { porteur: dernier, rang: echelle.length };
}
