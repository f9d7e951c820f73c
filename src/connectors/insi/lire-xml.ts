import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { InsiIndisponible } from './insi.ts';

/** Elements by local name; the namespace prefix is of no use once the vocabulary is fixed. */
export type Arbre = { readonly [nom: string]: unknown };

const PROFONDEUR_MAX = 32;

const lecteur = new XMLParser({
  removeNSPrefix: true,
  // The code of an error is the only attribute that says anything.
  ignoreAttributes: (nom: string) => nom !== 'code',
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: true,
  processEntities: true,
  htmlEntities: false,
  maxNestedTags: PROFONDEUR_MAX,
});

/**
 * Reads one XML answer. A declaration (DOCTYPE, entity), a badly formed document or one too deep is an unreadable answer: nothing
 * of it is kept, not even in the error.
 */
export function lireXml(texte: string): Arbre {
  if (/<!(?!--)/.test(texte) || XMLValidator.validate(texte) !== true) throw new InsiIndisponible('reponse_illisible');
  try {
    const lu: unknown = lecteur.parse(texte);
    if (estArbre(lu)) return lu;
  } catch {
    // The library's sentence quotes the document: the person would be in our logs.
  }
  throw new InsiIndisponible('reponse_illisible');
}

export function estArbre(valeur: unknown): valeur is Arbre {
  return typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);
}

/** The only child of that name; undefined when absent; an answer that repeats it is contradictory. */
export function enfant(arbre: Arbre | undefined, nom: string): Arbre | undefined {
  const valeur = arbre?.[nom];
  if (Array.isArray(valeur)) throw new InsiIndisponible('reponse_contradictoire');
  return estArbre(valeur) ? valeur : undefined;
}

export function enfants(arbre: Arbre | undefined, nom: string): readonly Arbre[] {
  const valeur = arbre?.[nom];
  return (Array.isArray(valeur) ? valeur : [valeur]).filter(estArbre);
}

export function texte(arbre: Arbre | undefined, nom: string): string | undefined {
  const valeur = arbre?.[nom];
  if (Array.isArray(valeur)) throw new InsiIndisponible('reponse_contradictoire');
  return typeof valeur === 'string' && valeur !== '' ? valeur : undefined;
}
