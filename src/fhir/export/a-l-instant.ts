import type { Interroger } from '#lib/sql/requete.ts';
import { compilerPortee, type Portee } from '#fhir/store/portee.ts';

/** What is drawn from the base: resources as they were at `instant`, under a reach. */
export interface Tirage {
  readonly instant: Date;
  readonly depuis: Date | undefined;
  /** Only what is about these persons; `tous`: whoever it is about; undefined: about a person or not. */
  readonly patients: readonly string[] | 'tous' | undefined;
  /** Resources that had been deleted, instead of those that were there. */
  readonly supprimees?: boolean;
}

export interface LigneTiree {
  readonly id: string;
  readonly texte: string;
}

/** State of the line at the instant: the current row when it is not newer, else the last version of the history that is not. */
const ALORS = (colonne: string): string => `(case when r.le <= $2 then r.${colonne} else h.${colonne} end)`;

interface Source {
  readonly texte: string;
  readonly valeurs: unknown[];
  /** Which conditions are there: part of the name of the prepared statement. */
  readonly variante: string;
}

/** From and where. The right is that of the current row, today: a right withdrawn during an export ends it. */
function sourceDe(type: string, { instant, depuis, patients, supprimees = false }: Tirage, portee: Portee): Source {
  const acces = compilerPortee(portee, 'r');
  const valeurs: unknown[] = [type, instant, supprimees, ...acces.valeurs];
  const conditions = [
    ...(depuis === undefined ? [] : [['depuis', `${ALORS('le')} > $${valeurs.push(depuis)}`]]),
    ...(patients === 'tous' ? [['tous', 'r.patient is not null']] : []),
    ...(Array.isArray(patients) ? [['patients', `r.patient = any($${valeurs.push(patients)}::text[])`]] : []),
  ];
  return {
    texte: `from resource r
      left join lateral (
        select h.contenu, h.le, h.supprime from resource_history h
        where h.type = r.type and h.id = r.id and h.le <= $2 and r.le > $2
        order by h.version desc limit 1) h on true
      where r.type = $1 and (r.le <= $2 or h.le is not null) and ${ALORS('supprime')} = $3 and ${acces.texte(4)}
      ${conditions.map(([, condition]) => `and ${condition ?? ''}`).join(' ')}`,
    valeurs,
    variante: [...conditions.map(([nom]) => nom), acces.forme].join('.'),
  };
}

/** Next lines of one type in the order of ids, after `apres`; fewer than `limite` when there are no more. */
export function tirer(
  interroger: Interroger,
  type: string,
  tirage: Tirage,
  { apres, limite }: { readonly apres: string; readonly limite: number },
  portee: Portee,
): Promise<readonly LigneTiree[]> {
  const { texte, valeurs, variante } = sourceDe(type, tirage, portee);
  return interroger<LigneTiree>({
    nom: `export.tirer.${variante}`,
    texte: `select r.id, ${ALORS('contenu')}::text as texte ${texte}
      and r.id > $${valeurs.push(apres)} order by r.id limit $${valeurs.push(limite)}`,
    valeurs,
  });
}

/** How many lines `tirer` would give in all. */
export async function compterTirage(
  interroger: Interroger,
  type: string,
  tirage: Tirage,
  portee: Portee,
): Promise<number> {
  const { texte, valeurs, variante } = sourceDe(type, tirage, portee);
  const [ligne] = await interroger<{ nombre: number }>({
    nom: `export.compter.${variante}`,
    texte: `select count(*)::int as nombre ${texte}`,
    valeurs,
  });
  return ligne?.nombre ?? 0;
}

/** One resource as it was at the instant; undefined when it did not exist, was deleted, or is out of reach. */
export async function lireALInstant(
  interroger: Interroger,
  cible: { readonly type: string; readonly id: string },
  instant: Date,
  portee: Portee,
): Promise<string | undefined> {
  const tirage: Tirage = { instant, depuis: undefined, patients: undefined };
  const { texte, valeurs, variante } = sourceDe(cible.type, tirage, portee);
  const [ligne] = await interroger<LigneTiree>({
    nom: `export.lire.${variante}`,
    texte: `select r.id, ${ALORS('contenu')}::text as texte ${texte} and r.id = $${valeurs.push(cible.id)}`,
    valeurs,
  });
  return ligne?.texte;
}
