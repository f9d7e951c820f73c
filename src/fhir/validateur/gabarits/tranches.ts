import type { Juge, Passage } from '../passage.ts';
import type { Noeud } from './arbre.ts';
import { paresseux, type Cadre } from './cadre.ts';
import { adresseDeTranche, discriminer, type Epreuve } from './discriminants.ts';

/** One item of a sliced element. `rang` is undefined when JSON has no list. */
export interface Piece {
  readonly valeur: unknown;
  readonly cote: unknown;
  readonly rang: number | undefined;
}

interface Tranche {
  readonly nom: string;
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly epreuve: Epreuve;
  readonly juge: Juge;
  readonly sousTranchage: Tranchage | undefined;
}

export interface Tranchage {
  readonly id: string;
  readonly regle: 'open' | 'closed' | 'openAtEnd';
  readonly ordonne: boolean;
  readonly tranches: readonly Tranche[];
  /** Extensions are told apart by their url: one look-up instead of one test per slice. */
  readonly parAdresse: ReadonlyMap<string, number> | undefined;
  readonly parDefaut: number;
}

/** Slices of an element, ready to sort its items; undefined when it has none. */
export function tranchesDe(noeud: Noeud, cadre: Cadre, base = noeud): Tranchage | undefined {
  const { slicing, id } = noeud.element;
  if (slicing === undefined || noeud.tranches.size === 0) return undefined;
  const discriminants = slicing.discriminator ?? [];
  const noeuds = [...noeud.tranches];
  const parUrl = discriminants.length === 1 && discriminants[0]?.type === 'value' && discriminants[0].path === 'url';
  const adresses = parUrl ? noeuds.map(([, tranche]) => adresseDeTranche(tranche)) : [];
  const tranches = noeuds.map(([nom, tranche]): Tranche => {
    const { min, max } = tranche.element;
    return {
      nom,
      id: tranche.element.id,
      min,
      max: max === '*' ? Number.POSITIVE_INFINITY : Number(max),
      epreuve: discriminer(discriminants, tranche, base, cadre),
      juge: paresseux(() => cadre.jugeDe(tranche, tranche.element.type?.[0], base)),
      sousTranchage: tranchesDe(tranche, cadre, base),
    };
  });
  const parAdresse = adresses.length > 0 && adresses.every((url) => url !== undefined);
  return {
    id,
    regle: slicing.rules,
    ordonne: slicing.ordered ?? false,
    tranches,
    parAdresse: parAdresse ? new Map(adresses.map((url, i) => [url ?? '', i])) : undefined,
    parDefaut: noeuds.findIndex(([nom]) => nom === '@default'),
  };
}

/** Sorts the items into slices and judges each by its slice, or by `jugeBase`; then counts. */
export function repartir(p: Passage, tranchage: Tranchage, pieces: readonly Piece[], jugeBase: Juge): void {
  const { tranches, regle, ordonne } = tranchage;
  const parts: Piece[][] = tranches.map(() => []);
  let derniere = -1;
  let hors = false;
  for (const piece of pieces) {
    if (piece.rang !== undefined) p.entrer(piece.rang);
    const i = choisir(p, tranchage, piece);
    const tranche = tranches[i];
    if (tranche === undefined) {
      hors = true;
      if (regle === 'closed') dire(p, tranchage.id, 'Cette valeur n’entre dans aucune des parts que le profil permet.');
      jugeBase(p, piece.valeur, piece.cote);
    } else {
      if (ordonne && i < derniere)
        dire(p, tranche.id, `La part « ${tranche.nom} » n’est pas à sa place dans l’ordre voulu.`);
      if (hors && regle === 'openAtEnd')
        dire(p, tranche.id, `La part « ${tranche.nom} » doit venir avant les autres valeurs.`);
      derniere = i;
      parts[i]?.push(piece);
      if (tranche.sousTranchage === undefined) tranche.juge(p, piece.valeur, piece.cote);
    }
    if (piece.rang !== undefined) p.sortir();
  }
  compter(p, tranchage, parts);
}

function compter(p: Passage, { tranches, parAdresse }: Tranchage, parts: readonly (readonly Piece[])[]): void {
  for (const [i, tranche] of tranches.entries()) {
    const { nom, id, min, max, epreuve, sousTranchage } = tranche;
    const part = parts[i] ?? [];
    if (part.length > max)
      p.erreur('structure', `${id}.max`, `La part « ${nom} » est présente ${part.length} fois ; ${max} au plus.`);
    if (part.length < min && (parAdresse !== undefined || epreuve.possible))
      p.erreur('required', `${id}.min`, `La part « ${nom} » manque : il en faut ${min}, il y en a ${part.length}.`);
    if (sousTranchage !== undefined && part.length > 0) repartir(p, sousTranchage, part, tranche.juge);
  }
}

function choisir(p: Passage, { tranches, parAdresse, parDefaut }: Tranchage, { valeur }: Piece): number {
  if (parAdresse !== undefined) {
    const url: unknown = typeof valeur === 'object' && valeur !== null && 'url' in valeur ? valeur.url : undefined;
    return typeof url === 'string' ? (parAdresse.get(url) ?? parDefaut) : parDefaut;
  }
  const i = tranches.findIndex(({ epreuve }, rang) => rang !== parDefaut && epreuve.convient(p, valeur));
  return i === -1 ? parDefaut : i;
}

function dire(p: Passage, id: string, texte: string): void {
  p.erreur('structure', `${id}.tranches`, texte);
}
