import { sql } from 'kysely';
import type { Portee } from '#fhir/store/portee.ts';
import type { Interroger } from '#lib/sql/requete.ts';

/** Systems of the identifiers the rooms give: a resource that carries one belongs to a room. */
export const SYSTEME_DES_SALLES = 'urn:cordee:';

const gardees = new WeakMap<Portee, Portee>();

/**
 * What may be written as it is, among what may be seen: nothing a room holds. A thing is held when somebody has the hand on it
 * (`main_ouverte`, closed ones too) or when it carries an identifier of a room. Checked by the write itself, on the row it changes.
 * The same reach gives the same object, so that its SQL is compiled once.
 */
export function porteeHorsDesSalles(portee: Portee): Portee {
  const connue = gardees.get(portee);
  if (connue !== undefined) return connue;
  const gardee: Portee = {
    fondement: portee.fondement,
    condition: (table) => {
      const t = sql.ref(table);
      return sql<boolean>`(${portee.condition(table)}
        and not exists (select 1 from main_ouverte tenue where tenue.objet = ${t}.type || '/' || ${t}.id)
        and not exists (select 1 from unnest(${t}.toks) as jeton where jeton like 'identifier=urn:cordee:%'))`;
    },
  };
  gardees.set(portee, gardee);
  return gardee;
}

/** Genre of the open or closed thing (`demande`, `orientation`…) this reference names; undefined when nobody ever held it. */
export async function genreTenu(interroger: Interroger, reference: string): Promise<string | undefined> {
  const [ligne] = await interroger<{ genre: string }>({
    nom: 'genre_tenu',
    texte: 'select genre from main_ouverte where objet = $1',
    valeurs: [reference],
  });
  return ligne?.genre;
}
