import type { Interroger } from '#lib/sql/requete.ts';
import { lireVersion } from '../store/lecture.ts';
import { compilerPortee, type Portee } from '../store/portee.ts';
import { TYPES_DE_L_ANNUAIRE } from '../types-tenus.ts';
import type { Citee } from './references.ts';

/**
 * Texts of what a document cites, in its order, under the reader's reach; undefined where there is nothing to read. What the territory
 * does not keep itself is looked for in the national directory, which everybody reads.
 */
export async function lireCitees(
  interroger: Interroger,
  citees: readonly Citee[],
  portee: Portee,
): Promise<readonly (string | undefined)[]> {
  const courantes = citees.filter(({ version }) => version === undefined);
  const acces = compilerPortee(portee, 'r');
  const lignes = await interroger<{ type: string; id: string; texte: string }>({
    nom: `document.citees.${acces.forme}`,
    texte: `with citee as (select * from unnest($1::text[], $2::text[]) as c (type, id))
      select r.type, r.id, r.contenu::text as texte
      from citee c join resource r on r.type = c.type and r.id = c.id
      where not r.supprime and ${acces.texte(4)}
      union all
      select a.type, a.id, a.contenu::text
      from citee c join annuaire a on a.type = c.type and a.id = c.id
      where a.type = any($3::text[]) and not exists (select 1 from resource x where x.type = a.type and x.id = a.id)`,
    valeurs: [
      courantes.map(({ type }) => type),
      courantes.map(({ id }) => id),
      [...TYPES_DE_L_ANNUAIRE],
      ...acces.valeurs,
    ],
  });
  const parCle = new Map(lignes.map(({ type, id, texte }) => [`${type}/${id}`, texte]));
  const lire = async ({ type, id, version }: Citee): Promise<string | undefined> => {
    if (version === undefined) return parCle.get(`${type}/${id}`);
    const ligne = await lireVersion(interroger, type, id, version, portee);
    return ligne?.supprime === false ? ligne.texte : undefined;
  };
  return Promise.all(citees.map(lire));
}
