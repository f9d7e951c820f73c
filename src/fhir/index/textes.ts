import { normaliser } from '#lib/texte/index.ts';
import { sonsDesNoms } from '../identite/index.ts';
import { estObjet, textes, type Objet } from './formes.ts';

/**
 * A key longer than this is cut: an index line has a limit, and nobody types more. `:exact` compares the whole text (kept in `fin`);
 * `:contains` looks in these first characters.
 */
const LONGUEUR_CLE = 400;
/** Between two spellings of one resource that share a key (`Zoé` and `Zoe`): a character no FHIR text may hold. */
export const SEPARATEUR = '\u001F';

const PARTIES_DE_NOM = ['family', 'given', 'prefix', 'suffix', 'text'] as const;
const PARTIES_D_ADRESSE = ['line', 'city', 'district', 'state', 'postalCode', 'country', 'text'] as const;

/** Normalised key of a text, as both sides of a search write it: lower case, no accent, single spaces. */
export function cleDeTexte(texte: string): string {
  return normaliser(texte.length > 2 * LONGUEUR_CLE ? texte.slice(0, 2 * LONGUEUR_CLE) : texte).slice(0, LONGUEUR_CLE);
}

/** Texts a string parameter finds a value by: the parts of a name and the whole, the parts of an address, or the text itself. */
export function textesDe(valeur: unknown): readonly string[] {
  if (typeof valeur === 'string') return [valeur];
  if (!estObjet(valeur)) return [];
  if (estNom(valeur)) return textesDuNom(valeur);
  if (typeof valeur['value'] === 'string') return [valeur['value']];
  return PARTIES_D_ADRESSE.flatMap((partie) => textes(valeur[partie]));
}

function estNom(valeur: Objet): boolean {
  return 'family' in valeur || 'given' in valeur || 'prefix' in valeur || 'suffix' in valeur;
}

function textesDuNom(nom: Objet): readonly string[] {
  const parties = PARTIES_DE_NOM.flatMap((partie) => textes(nom[partie]));
  const entier = [...textes(nom['family']), ...textes(nom['given'])];
  return entier.length > 1 ? [...parties, entier.join(' ')] : parties;
}

/** How the words of a name sound: what `phonetic` compares. */
export function sonsDe(valeur: unknown): readonly string[] {
  return sonsDesNoms(
    estObjet(valeur) ? ['family', 'given', 'text'].flatMap((partie) => textes(valeur[partie])) : textes(valeur),
  );
}
