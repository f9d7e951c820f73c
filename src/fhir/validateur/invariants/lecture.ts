import { estObjet, type Objet } from '../passage.ts';

/** Is the property there, by its value or by its extensions alone (`exists()` of FHIRPath)? */
export function a(o: Objet, nom: string): boolean {
  return o[nom] !== undefined || o[`_${nom}`] !== undefined;
}

/** Same for a choice: `aChoix(o, 'value')` sees `valueQuantity`. */
export function aChoix(o: Objet, nom: string): boolean {
  for (const cle in o) {
    const debut = cle.startsWith('_') ? 1 : 0;
    if (cle.startsWith(nom, debut) && /^[A-Z]/.test(cle.slice(debut + nom.length))) return true;
  }
  return false;
}

/** The objects of a list; none when it is not there. */
export function objets(valeur: unknown): readonly Objet[] {
  if (Array.isArray(valeur)) return valeur.filter(estObjet);
  return estObjet(valeur) ? [valeur] : [];
}

/** The property of an object; undefined when there is no object. */
export function dans(valeur: unknown, nom: string): unknown {
  return estObjet(valeur) ? valeur[nom] : undefined;
}

/**
 * Order of two FHIR dates or instants: negative, 0, positive; undefined when they are not told with the same precision (« 2026 »
 * is neither before nor after « 2026-03 »).
 */
export function comparerDates(a: unknown, b: unknown): number | undefined {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (a.length > 10 && b.length > 10) return Date.parse(a) - Date.parse(b);
  const commun = Math.min(a.length, b.length, 10);
  const [debutA, debutB] = [a.slice(0, commun), b.slice(0, commun)];
  if (debutA !== debutB) return debutA < debutB ? -1 : 1;
  return a.length === b.length ? 0 : undefined;
}
