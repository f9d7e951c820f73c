import type { Resource } from '@medplum/fhirtypes';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { tableauLitteral } from '#lib/sql/valeurs.ts';
import type { Identifiee } from '../types.ts';
import { mentionneUnIns, scellerRessource, type Sceau } from '../identite/index.ts';
import { extraire, supplementsInstalles, VERSION_INDEX, type Extrait } from '../index/index.ts';

/** Resources of one transaction: few enough to leave the others their turn. */
export const PAQUET = 200;

interface Ligne {
  readonly type: string;
  readonly id: string;
  readonly texte: string;
}

/**
 * Computes again the keys of every resource of a territory when they were written by older extractors; nothing otherwise. By packets, each
 * whole: cut in the middle, the next start begins again and loses nothing. Readers are left as they are. Gives the number of resources.
 */
export async function reindexer(
  base: Pick<Base, 'directement' | 'ensemble'>,
  code: CodeTerritoire,
  sceau?: Sceau,
): Promise<number> {
  const interroger = base.directement(code);
  const [etat] = await interroger<{ version: number }>({ texte: 'select i.version from index_fhir i', valeurs: [] });
  if (etat?.version === VERSION_INDEX) return 0;
  let faites = 0;
  let derniere: Ligne | undefined;
  do {
    const depuis = derniere;
    const paquet = await base.ensemble(code, (dans) => indexerLaSuite(dans, depuis, sceau));
    faites += paquet.length;
    derniere = paquet.length < PAQUET ? undefined : paquet.at(-1);
  } while (derniere !== undefined);
  await interroger({
    texte: `insert into index_fhir (unique_ligne, version, parametres) values (true, $1, $2)
      on conflict (unique_ligne) do update set version = excluded.version, parametres = excluded.parametres, vises = null`,
    valeurs: [VERSION_INDEX, supplementsInstalles().empreinte],
  });
  return faites;
}

/** Writes again the keys of the next packet after a place, in the order of types and ids. */
export async function indexerLaSuite(
  interroger: Interroger,
  depuis: Pick<Ligne, 'type' | 'id'> | undefined,
  sceau?: Sceau,
): Promise<readonly Ligne[]> {
  const lignes = await interroger<Ligne>({
    texte: `select r.type, r.id, r.contenu::text as texte from resource r
      where not r.supprime and (r.type, r.id) > ($1::text, $2::text) order by r.type, r.id limit ${PAQUET} for update`,
    valeurs: [depuis?.type ?? '', depuis?.id ?? ''],
  });
  if (lignes.length > 0) await ecrireLesCles(interroger, lignes, sceau);
  return lignes;
}

async function ecrireLesCles(
  interroger: Interroger,
  lignes: readonly Ligne[],
  sceau: Sceau | undefined,
): Promise<void> {
  const extraits = lignes.map(({ texte }) => extraire(aIndexer(texte, sceau)));
  const colonne = (lire: (extrait: Extrait) => unknown): unknown[] => extraits.map(lire);
  const cibles = [lignes.map((l) => l.type), lignes.map((l) => l.id)];
  await interroger({ texte: RETIRER, valeurs: cibles });
  await interroger({
    texte: INDEXER,
    valeurs: [
      ...cibles,
      colonne((e) => e.patient),
      colonne((e) => e.famille),
      colonne((e) => tableauLitteral(e.toks)),
      colonne((e) => tableauLitteral(e.refs)),
      colonne((e) => tableauLitteral(e.nomsDeCles)),
      colonne((e) => e.nomTri),
      colonne((e) => e.d),
      colonne((e) => e.dFin),
    ],
  });
  const cles = extraits.flatMap((e, rang) => e.cles.map((cle) => ({ ...cle, ligne: lignes[rang] })));
  await interroger({
    texte: POSER,
    valeurs: [
      cles.map((c) => c.ligne?.type),
      cles.map((c) => c.param),
      cles.map((c) => c.cle),
      cles.map((c) => c.fin),
      cles.map((c) => c.ligne?.id),
    ],
  });
}

/** As the write that came before gave it to the index: fingerprints in place of matricules. */
function aIndexer(texte: string, sceau: Sceau | undefined): Resource {
  const ressource = JSON.parse(texte) as Identifiee;
  return mentionneUnIns(texte) ? scellerRessource(ressource, sceau).indexee : ressource;
}

const RETIRER = `delete from recherche c
  using (select r.type, r.id, split_part(x, '=', 1) as param, substr(x, strpos(x, '=') + 1) as cle
           from unnest($1::text[], $2::text[]) u(type, id)
           join resource r on r.type = u.type and r.id = u.id cross join unnest(r.cles) x) p
  where c.type = p.type and c.param = p.param and c.cle = p.cle and c.id = p.id`;

const INDEXER = `update resource r set patient = u.patient, famille = u.famille, toks = u.toks::text[], refs = u.refs::text[],
    cles = u.cles::text[], nom_tri = u.nom_tri, d = u.d, d_fin = u.d_fin
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[],
    $10::timestamptz[]) u(type, id, patient, famille, toks, refs, cles, nom_tri, d, d_fin)
  where r.type = u.type and r.id = u.id`;

const POSER = `insert into recherche (type, param, cle, fin, id)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
  on conflict (type, param, cle, id) do update set fin = excluded.fin`;
