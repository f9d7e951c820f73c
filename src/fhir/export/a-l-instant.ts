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

/**
 * Current row when it is not newer than the instant, else the last version of the history that is not. The right is that of the
 * current row, today: a right withdrawn during an export ends it. `$1` type, `$2` instant, `$3` since, `$4` persons, `$5` any person,
 * `$6` deleted.
 */
const SOURCE = `
  from resource r
  left join lateral (
    select h.contenu, h.le, h.supprime from resource_history h
    where h.type = r.type and h.id = r.id and h.le <= $2 and r.le > $2
    order by h.version desc limit 1) h on true
  where r.type = $1
    and (r.le <= $2 or h.le is not null)
    and (case when r.le <= $2 then r.supprime else h.supprime end) = $6
    and ($3::timestamptz is null or (case when r.le <= $2 then r.le else h.le end) > $3)
    and ($4::text[] is null or r.patient = any($4))
    and (not $5::boolean or r.patient is not null)`;

function valeursDe(type: string, { instant, depuis, patients, supprimees = false }: Tirage): readonly unknown[] {
  const [liste, tous] = patients === 'tous' ? [null, true] : [patients ?? null, false];
  return [type, instant, depuis ?? null, liste === null ? null : [...liste], tous, supprimees];
}

/** Next lines of one type in the order of ids, after `apres`; fewer than `limite` when there are no more. */
export function tirer(
  interroger: Interroger,
  type: string,
  tirage: Tirage,
  page: { readonly apres: string; readonly limite: number },
  portee: Portee,
): Promise<readonly LigneTiree[]> {
  const acces = compilerPortee(portee, 'r');
  return interroger<LigneTiree>({
    nom: `export.tirer.${acces.forme}`,
    texte: `select r.id, (case when r.le <= $2 then r.contenu else h.contenu end)::text as texte ${SOURCE}
      and r.id > $7 and ${acces.texte(9)} order by r.id limit $8`,
    valeurs: [...valeursDe(type, tirage), page.apres, page.limite, ...acces.valeurs],
  });
}

/** How many lines `tirer` would give in all. */
export async function compterTirage(
  interroger: Interroger,
  type: string,
  tirage: Tirage,
  portee: Portee,
): Promise<number> {
  const acces = compilerPortee(portee, 'r');
  const [ligne] = await interroger<{ nombre: number }>({
    nom: `export.compter.${acces.forme}`,
    texte: `select count(*)::int as nombre ${SOURCE} and ${acces.texte(7)}`,
    valeurs: [...valeursDe(type, tirage), ...acces.valeurs],
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
  const acces = compilerPortee(portee, 'r');
  const [ligne] = await interroger<LigneTiree>({
    nom: `export.lire.${acces.forme}`,
    texte: `select r.id, (case when r.le <= $2 then r.contenu else h.contenu end)::text as texte ${SOURCE}
      and r.id = $7 and ${acces.texte(8)}`,
    valeurs: [
      ...valeursDe(cible.type, { instant, depuis: undefined, patients: undefined }),
      cible.id,
      ...acces.valeurs,
    ],
  });
  return ligne?.texte;
}
