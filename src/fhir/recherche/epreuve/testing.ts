import { lireRecherche, type OptionsDeLecture } from '../lire.ts';
import type { Recherche } from '../modele.ts';

export const OPTIONS: OptionsDeLecture = { strict: true, limiteMax: 1000, base: 'https://maison.invalid/fhir' };

/** Reads a search as an address would carry it: `Patient?name=x`, `?_type=Task` at system level. */
export function lire(requete: string, options: Partial<OptionsDeLecture> = {}): Recherche {
  const [chemin = '', texte = ''] = requete.split(/\?(.*)/s);
  return lireRecherche(chemin === '' ? undefined : chemin, [...new URLSearchParams(texte)], { ...OPTIONS, ...options });
}
