import { codeDuType, type TypeElement } from '../../definitions/index.ts';
import type { Juge, Passage } from '../passage.ts';
import type { Noeud } from './arbre.ts';
import type { Cadre } from './cadre.ts';
import { repartir, tranchesDe, type Piece, type Tranchage } from './tranches.ts';

const nombre = (max: string): number => (max === '*' ? Number.POSITIVE_INFINITY : Number(max));

/** Judges an element JSON writes without a list. */
export function jugeSeul(noeud: Noeud, type: TypeElement | undefined, cadre: Cadre, nom = noeud.nom): Juge {
  const { element } = noeud;
  if (element.max === '0') return jugeInterdit(nom, element.id);
  const juge = cadre.jugeDe(noeud, type);
  const parType = element.slicing?.discriminator?.some((d) => d.type === 'type' && d.path === '$this');
  const tranchage = parType ? undefined : tranchesDe(noeud, cadre);
  return (p, valeur, cote) => {
    p.entrer(nom);
    if (Array.isArray(valeur) || Array.isArray(cote))
      p.erreur('structure', `${element.id}.liste`, 'Une seule valeur est attendue, sans liste.');
    else if (tranchage === undefined) juge(p, valeur, cote);
    else repartir(p, tranchage, [{ valeur, cote, rang: undefined }], juge);
    p.sortir();
  };
}

function jugeInterdit(nom: string, id: string): Juge {
  return (p) => {
    p.entrer(nom);
    p.erreur('structure', `${id}.max`, 'Cet élément n’est pas permis par le profil.');
    p.sortir();
  };
}

/** Judges an element JSON writes as a list, whatever the profile allows: length, each item, slices. */
export function jugeListe(noeud: Noeud, type: TypeElement | undefined, cadre: Cadre): Juge {
  const { nom, element } = noeud;
  if (element.max === '0') return jugeInterdit(nom, element.id);
  const juge = cadre.jugeDe(noeud, type);
  const tranchage = tranchesDe(noeud, cadre);
  const primitif = type !== undefined && /^[a-z]/.test(codeDuType(type));
  const bornes = { id: element.id, min: element.min, max: nombre(element.max) };
  return (p, valeur, cote) => {
    p.entrer(nom);
    const pieces = enListe(p, element.id, valeur, primitif ? cote : undefined);
    if (pieces !== undefined) {
      jugerNombre(p, pieces.length, bornes);
      jugerPieces(p, pieces, juge, tranchage);
    }
    p.sortir();
  };
}

function jugerPieces(p: Passage, pieces: readonly Piece[], juge: Juge, tranchage: Tranchage | undefined): void {
  const pleines = pieces.filter((piece) => !nulle(p, piece));
  if (tranchage !== undefined) repartir(p, tranchage, pleines, juge);
  else
    for (const { valeur, cote, rang } of pleines) {
      p.entrer(rang ?? 0);
      juge(p, valeur, cote);
      p.sortir();
    }
}

function nulle(p: Passage, { valeur, cote, rang }: Piece): boolean {
  if ((valeur !== undefined && valeur !== null) || (cote !== undefined && cote !== null)) return false;
  p.entrer(rang ?? 0);
  p.erreur('structure', 'null', 'La valeur est nulle : une valeur absente ne s’écrit pas.');
  p.sortir();
  return true;
}

/** The items, each with its `_` side; undefined (and said) when JSON has no list there. */
function enListe(p: Passage, id: string, valeur: unknown, cote: unknown): readonly Piece[] | undefined {
  const valeurs: readonly unknown[] | undefined = Array.isArray(valeur)
    ? valeur
    : valeur === undefined
      ? []
      : undefined;
  const cotes: readonly unknown[] | undefined = Array.isArray(cote) ? cote : cote === undefined ? [] : undefined;
  if (valeurs === undefined || cotes === undefined) {
    p.erreur('structure', `${id}.liste`, 'Une liste est attendue, même pour une seule valeur.');
    return undefined;
  }
  if (valeurs.length === 0 && cotes.length === 0) {
    p.erreur('structure', `${id}.vide`, 'La liste est vide : une liste sans valeur ne s’écrit pas.');
    return undefined;
  }
  if (cotes.length === 0) return valeurs.map((v, rang) => ({ valeur: v, cote: undefined, rang }));
  return Array.from({ length: Math.max(valeurs.length, cotes.length) }, (_, rang) => ({
    valeur: valeurs[rang] ?? undefined,
    cote: cotes[rang] ?? undefined,
    rang,
  }));
}

function jugerNombre(
  p: Passage,
  nombreLu: number,
  bornes: { readonly id: string; readonly min: number; readonly max: number },
): void {
  const { id, min, max } = bornes;
  if (nombreLu < min) p.erreur('required', `${id}.min`, `Il faut au moins ${min} valeurs ; il y en a ${nombreLu}.`);
  if (nombreLu > max) p.erreur('structure', `${id}.max`, `Il faut au plus ${max} valeur(s) ; il y en a ${nombreLu}.`);
}
