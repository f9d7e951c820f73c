import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { enProprietaire } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { scellerRessource, type Sceau } from '../identite/index.ts';
import type { Identifiee } from '../types.ts';

/** Index version from which every write is sealed. */
const DEPUIS = 4;

interface Ligne {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly texte: string;
}

const CLAIRES = `select h.type, h.id, h.version, h.contenu::text as texte from resource_history h
  where h.contenu::text ~ '1\\.2\\.250\\.1\\.213\\.1\\.4\\.(8|9|10|11)"' and h.contenu::text !~ 'cordee-scelle:1:'`;
const HISTORIQUE = `update resource_history h set contenu = u.texte::json
  from unnest($1::text[], $2::text[], $3::int[], $4::text[]) u(type, id, version, texte)
  where h.type = u.type and h.id = u.id and h.version = u.version`;
const COURANTES = `update resource r set contenu = u.texte::json
  from unnest($1::text[], $2::text[], $3::int[], $4::text[]) u(type, id, version, texte)
  where r.type = u.type and r.id = u.id and r.version = u.version`;

/**
 * Seals the matricules written before there was a vault, once, as the owner of the tables: the history is closed to everybody else. Nothing of
 * a version changes but those values. Gives how many versions were sealed.
 */
export async function scellerLesAnciennes(
  { base, urlAdministrateur }: { readonly base: Pick<Base, 'directement'>; readonly urlAdministrateur: string },
  code: CodeTerritoire,
  sceau: Sceau,
): Promise<number> {
  const [etat] = await base.directement(code)<{ version: number }>({
    texte: 'select i.version from index_fhir i',
    valeurs: [],
  });
  if (etat !== undefined && etat.version >= DEPUIS) return 0;
  return enProprietaire(urlAdministrateur, code, (interroger) => sceller(interroger, sceau));
}

async function sceller(interroger: Interroger, sceau: Sceau): Promise<number> {
  const lignes = await interroger<Ligne>({ texte: CLAIRES, valeurs: [] });
  const valeurs = [
    lignes.map(({ type }) => type),
    lignes.map(({ id }) => id),
    lignes.map(({ version }) => version),
    lignes.map(({ texte }) => JSON.stringify(scellerRessource(JSON.parse(texte) as Identifiee, sceau).stockee)),
  ];
  await interroger({ texte: HISTORIQUE, valeurs });
  await interroger({ texte: COURANTES, valeurs });
  return lignes.length;
}
