import { LIMITES } from '../limites.ts';
import { invalide, tropCouteux } from './faute.ts';

/** Cuts at each separator that no backslash protects; the parts keep their escapes, so that they can be cut again. */
export function decouper(texte: string, separateur: ',' | '|' | '$'): string[] {
  const parts: string[] = [];
  let debut = 0;
  for (let i = 0; i < texte.length; i += 1) {
    if (texte[i] === '\\') i += 1;
    else if (texte[i] === separateur) {
      parts.push(texte.slice(debut, i));
      debut = i + 1;
    }
  }
  parts.push(texte.slice(debut));
  return parts;
}

/** `\,` `\|` `\$` `\\` become the character they protect. Source: FHIR R4, search, escaping. Any other backslash is a fault. */
export function sansEchappement(texte: string): string {
  if (!texte.includes('\\')) return texte;
  if (!/^(?:[^\\]|\\[,|$\\])*$/.test(texte))
    throw invalide(`« ${texte} » : une barre oblique inverse ne protège que « , », « | », « $ » ou elle-même.`);
  return texte.replaceAll(/\\([,|$\\])/g, '$1');
}

/** Values separated by commas, none of them empty, within the limits. Escapes are kept. */
export function valeursDe(texte: string): readonly string[] {
  if (texte.length > LIMITES.caracteres)
    throw tropCouteux(`Cette valeur dépasse ${LIMITES.caracteres} caractères. Faites plusieurs recherches.`);
  const valeurs = decouper(texte, ',');
  if (valeurs.length > LIMITES.valeurs)
    throw tropCouteux(`Ce paramètre donne plus de ${LIMITES.valeurs} valeurs. Faites plusieurs recherches.`);
  if (valeurs.some((valeur) => valeur.trim() === ''))
    throw invalide('Une valeur est vide. Écrivez une valeur, ou retirez le paramètre.');
  // PostgreSQL keeps no such character: a value that has one can match nothing.
  if (texte.includes('\0')) throw invalide('Cette valeur contient un caractère nul. Retirez-le.');
  return valeurs;
}
