import type { Critere } from '../modele.ts';
import { ou, type Cadre } from './conditions.ts';

/** The folding of the index, in SQL: lower case, no accent, letters and digits only. */
const plier = (texte: string): string =>
  `regexp_replace(regexp_replace(replace(replace(lower(normalize(${texte}, NFD)), 'œ', 'oe'), 'æ', 'ae'), '[\\u0300-\\u036f]', '', 'g'), '[^a-z0-9]+', ' ', 'g')`;

/**
 * Words, whole, in the narrative or in any text of the resource. Nothing is indexed for it: each line is read, so the search must hold another
 * condition that leaves few lines.
 */
export function conditionDePleinTexte(
  { ou: endroit, valeurs }: Extract<Critere, { genre: 'plein-texte' }>,
  { a, alias }: Cadre,
): string {
  const trouve = (texte: string) =>
    ou(valeurs.map((v) => `strpos(' ' || ${plier(texte)} || ' ', ${a.lier(` ${v} `)}) > 0`));
  if (endroit === 'narratif')
    return trouve(`regexp_replace(coalesce(${alias}.contenu -> 'text' ->> 'div', ''), '<[^>]*>', ' ', 'g')`);
  const v = a.alias();
  return `exists (select 1 from jsonb_path_query(${alias}.contenu::jsonb, 'strict $.**') ${v}
    where jsonb_typeof(${v}) = 'string' and ${trouve(`${v} #>> '{}'`)})`;
}
