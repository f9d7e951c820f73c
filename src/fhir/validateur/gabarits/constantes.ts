import { estObjet } from '../passage.ts';

/** Same JSON, the order of properties aside (`fixed[x]`). */
export function egal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((element, i) => egal(element, b[i]));
  if (!estObjet(a) || !estObjet(b)) return false;
  const cles = Object.keys(a);
  return cles.length === Object.keys(b).length && cles.every((cle) => egal(a[cle], b[cle]));
}

/** What the pattern says is in the value, which may say more (`pattern[x]`); each item of a list must be found somewhere. */
export function contient(valeur: unknown, modele: unknown): boolean {
  if (Array.isArray(modele))
    return Array.isArray(valeur) && modele.every((attendu) => valeur.some((element) => contient(element, attendu)));
  if (!estObjet(modele)) return valeur === modele;
  return estObjet(valeur) && Object.keys(modele).every((cle) => contient(valeur[cle], modele[cle]));
}
