import pg from 'pg';
import type { TablesAcces } from '#acces/tables.ts';
import { lireCodeTerritoire, type Base, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { creerTerritoire } from '#lib/sql/migrer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';

export const CODE_DEMO = 't0001';
export const NOM_DEMO = 'Pays d’Orsène';

/** Steps of the loading, in order: directory and accounts; what a visitor sees first; the older stories. */
export const ETAPES = ['prepare', 'essentiel', 'complete'] as const;
export type EtapeDemo = (typeof ETAPES)[number];
export type EtatDemo = 'absente' | 'coupee' | EtapeDemo | 'autre';

/** Where the demonstration stands: a first start that was cut in the middle is told from a finished one. */
export async function etatDeLaDemo(base: Base): Promise<EtatDemo> {
  const ligne = await base.commun<TablesAcces, { reglages: unknown; profil: string } | undefined>((sql) =>
    sql
      .selectFrom('territoire')
      .select(['territoire.reglages', 'territoire.profil'])
      .where('territoire.code', '=', CODE_DEMO)
      .executeTakeFirst(),
  );
  if (ligne === undefined) return 'absente';
  if (ligne.profil !== 'essai' || (ligne.reglages as { demo?: string }).demo !== 'oui') return 'autre';
  return (await etapeAtteinte(base)) ?? 'coupee';
}

const CLE_ETAPE = 'demonstration';

async function etapeAtteinte(base: Base): Promise<EtapeDemo | undefined> {
  const schema = await base.commun<{ pg_namespace: { nspname: string } }, unknown>((sql) =>
    sql
      .selectFrom('pg_namespace')
      .select('pg_namespace.nspname')
      .where('pg_namespace.nspname', '=', CODE_DEMO)
      .executeTakeFirst(),
  );
  if (schema === undefined) return undefined;
  const ligne = await base.territoire<TablesTerritoire, { valeur: unknown } | undefined>(
    lireCodeTerritoire(CODE_DEMO),
    (sql) => sql.selectFrom('reglage').select('reglage.valeur').where('reglage.cle', '=', CLE_ETAPE).executeTakeFirst(),
  );
  return ETAPES.find((etape) => etape === ligne?.valeur);
}

/** Written in the transaction of the stories themselves: the mark and what it says are there together. */
export async function marquerEtape(base: Base, etape: EtapeDemo, le: Date): Promise<void> {
  const ligne = { valeur: JSON.stringify(etape), source: 'demonstration', le };
  await base.territoire<TablesTerritoire, unknown>(lireCodeTerritoire(CODE_DEMO), (sql) =>
    sql
      .insertInto('reglage')
      .values({ cle: CLE_ETAPE, ...ligne })
      .onConflict((conflit) => conflit.column('cle').doUpdateSet(ligne))
      .execute(),
  );
}

export async function ouvrirTerritoire(urlAdministrateur: string, le: Date): Promise<CodeTerritoire> {
  const client = new pg.Client({ connectionString: urlAdministrateur });
  await client.connect();
  try {
    const valeurs = [CODE_DEMO, NOM_DEMO, le];
    await client.query(
      `insert into shared.territoire (code, nom, profil, cree_le, reglages) values ($1, $2, 'essai', $3, '{"demo":"oui"}')`,
      valeurs,
    );
  } finally {
    await client.end();
  }
  return creerTerritoire(urlAdministrateur, { code: CODE_DEMO, nom: NOM_DEMO, profil: 'essai', creeLe: le });
}

/** Removes a demonstration that a cut left half loaded: only fictitious people were in it. */
export async function effacerDemo(urlAdministrateur: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlAdministrateur });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`drop schema if exists ${CODE_DEMO} cascade`);
    const comptes = 'select compte from shared.affectation where territoire = $1';
    await client.query(`delete from shared.session where compte in (${comptes})`, [CODE_DEMO]);
    await client.query(`delete from shared.passkey where compte in (${comptes})`, [CODE_DEMO]);
    await client.query('delete from shared.invitation where territoire = $1', [CODE_DEMO]);
    await client.query('delete from shared.qualite where territoire = $1', [CODE_DEMO]);
    const retires = await client.query<{ compte: string }>(
      'delete from shared.affectation where territoire = $1 returning compte',
      [CODE_DEMO],
    );
    const seuls = 'id = any($1) and not exists (select 1 from shared.affectation a where a.compte = compte.id)';
    await client.query(`delete from shared.compte where ${seuls}`, [retires.rows.map((r) => r.compte)]);
    await client.query('delete from shared.territoire where code = $1', [CODE_DEMO]);
    await client.query('commit');
  } finally {
    await client.end();
  }
}
