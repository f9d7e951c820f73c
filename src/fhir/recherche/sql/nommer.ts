import { createHash } from 'node:crypto';

/** Statements kept prepared on each connection: beyond, a shape is planned at each use. */
const FORMES_PREPAREES = 150;
/** A shape asked less often than this is not worth the memory of every connection. */
const USAGES_AVANT_NOM = 3;
const FORMES_SUIVIES = 2_000;

const usages = new Map<string, number>();
const noms = new Map<string, string>();

/**
 * Name under which a statement of this text is prepared; undefined: not prepared. Two searches of the same shape have the same text,
 * hence the same name.
 */
export function nommer(texte: string): string | undefined {
  const nom = noms.get(texte);
  if (nom !== undefined || noms.size >= FORMES_PREPAREES) return nom;
  const fois = (usages.get(texte) ?? 0) + 1;
  if (fois < USAGES_AVANT_NOM) {
    if (usages.size >= FORMES_SUIVIES) usages.clear();
    usages.set(texte, fois);
    return undefined;
  }
  usages.delete(texte);
  const nouveau = `fhir.recherche.${createHash('sha1').update(texte).digest('base64url').slice(0, 16)}`;
  noms.set(texte, nouveau);
  return nouveau;
}
