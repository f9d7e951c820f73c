import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { Attaches, lignesDe, type Executer, type OptionsAttaches, type OptionsEnsemble } from './attaches.ts';
import { nomDe, type Interroger, type Requete } from './requete.ts';
import { installerLecteurDInstants } from './instants.ts';

// `date` columns stay text (no time-zone trap); int8 stays text too (ids), counts are cast in SQL.
pg.types.setTypeParser(1082, (texte) => texte);
installerLecteurDInstants();

export type Sql<T> = Kysely<T>;

/** A territory code: the name of its schema. Anything else never reaches SQL. */
export type CodeTerritoire = string & { readonly marque: 'CodeTerritoire' };

export function lireCodeTerritoire(texte: string): CodeTerritoire {
  if (!/^t[0-9]{4}$/.test(texte)) throw new Error(`code de territoire invalide: ${JSON.stringify(texte)}`);
  return texte as CodeTerritoire;
}

export interface Base {
  /** One transaction inside one territory, on a connection that is the territory's since its opening. */
  territoire<T, R>(
    code: CodeTerritoire,
    faire: (sql: Kysely<T>) => Promise<R>,
    options?: OptionsTransaction,
  ): Promise<R>;
  /** One transaction on what territories share: accounts, sessions, national directory. */
  commun<T, R>(faire: (sql: Kysely<T>) => Promise<R>): Promise<R>;
  /**
   * ONE statement, committed by itself, on a connection attached to this territory since its opening (role and path are
   * settings of the opening): the same wall as `territoire` without the round trips. Prepared when it has a name.
   */
  directement(code: CodeTerritoire): Interroger;
  /** A transaction on such a connection. What it did is whole or absent, even when `faire` swallowed an error. */
  ensemble<R>(
    code: CodeTerritoire,
    faire: (interroger: Interroger) => Promise<R>,
    options?: OptionsEnsemble,
  ): Promise<R>;
  /** Dedicated connection that listens to one channel; `reveil` receives the payload. */
  ecouter(canal: string, reveil: (charge: string) => void): Promise<{ arreter(): Promise<void> }>;
  fermer(): Promise<void>;
}

export interface OptionsTransaction {
  readonly lecture?: boolean;
}

/**
 * The only way to a connection. The login owns nothing and inherits nothing: a connection that did not name its
 * territory can read nothing. Every query goes through the extended protocol, so several statements never fit in one string.
 */
export function ouvrirBase(urlApplication: string, taille = 10, options: Partial<OptionsAttaches> = {}): Base {
  const pool = new pg.Pool({ connectionString: urlApplication, max: taille, maxLifetimeSeconds: 3600 });
  // A connection cut while idle is replaced at the next use; without a listener Node would stop the process.
  pool.on('error', () => undefined);

  const attaches = new Attaches(urlApplication, { transactions: taille, ...options });

  async function transaction<T, R>(ouverture: string, faire: (sql: Kysely<T>) => Promise<R>): Promise<R> {
    const client = await pool.connect();
    try {
      await client.query(ouverture);
      const resultat = await faire(
        kyselySur<T>((texte, valeurs) =>
          client.query({ text: texte, values: [...valeurs], queryMode: 'extended' } as pg.QueryConfig),
        ),
      );
      await client.query('commit');
      client.release();
      return resultat;
    } catch (erreur) {
      await annuler(client);
      throw erreur;
    }
  }

  return {
    territoire: <T, R>(code: CodeTerritoire, faire: (sql: Kysely<T>) => Promise<R>, options?: OptionsTransaction) =>
      attaches.ensemble(
        lireCodeTerritoire(code),
        `terr_${code}`,
        (executer) => faire(kyselySur<T>((texte, valeurs) => executerPourKysely(executer, texte, valeurs))),
        options,
      ),
    commun: (faire) =>
      transaction('begin; set local role cordee_commun; set local search_path = shared, pg_temp', faire),
    directement: (code) => attaches.directement(lireCodeTerritoire(code), `terr_${code}`),
    ensemble: (code, faire, reglages) =>
      attaches.ensemble(
        lireCodeTerritoire(code),
        `terr_${code}`,
        (executer) => faire(async <L>(requete: Requete) => lignesDe<L>(await executer(requete))),
        reglages,
      ),
    ecouter: (canal, reveil) => ecouter(urlApplication, canal, reveil),
    fermer: async () => {
      await attaches.fermer();
      await pool.end();
    },
  };
}

/** Rolls back and gives the connection up when even that fails: never reuse one whose state is unknown. */
async function annuler(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch (erreur) {
    client.release(erreur instanceof Error ? erreur : true);
  }
}

type Interrogation = (texte: string, valeurs: readonly unknown[]) => Promise<unknown>;

async function executerPourKysely(executer: Executer, texte: string, valeurs: readonly unknown[]) {
  const { lignes, mention } = await executer({ texte, valeurs, ...nomDe(texte) });
  const [command = '', ...nombres] = mention.split(' ');
  return { command, rowCount: Number(nombres.at(-1) ?? 0), rows: lignes };
}

function kyselySur<T>(query: Interrogation): Kysely<T> {
  const pool = { connect: async () => ({ query, release: () => undefined }), end: async () => undefined };
  return new Kysely<T>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
}

async function ecouter(
  url: string,
  canal: string,
  reveil: (charge: string) => void,
): Promise<{ arreter(): Promise<void> }> {
  if (!/^[a-z0-9_]+$/.test(canal)) throw new Error(`canal invalide: ${canal}`);
  let arrete = false;
  let client: pg.Client | undefined;
  let minuterie: NodeJS.Timeout | undefined;
  const brancher = async () => {
    const nouveau = new pg.Client({ connectionString: url });
    nouveau.on('error', () => {
      if (!arrete) minuterie = setTimeout(() => void brancher().catch(() => replanifier()), 500);
    });
    await nouveau.connect();
    nouveau.on('notification', (message) => reveil(message.payload ?? ''));
    await nouveau.query(`listen ${canal}`);
    client = nouveau;
  };
  const replanifier = () => {
    if (!arrete) minuterie = setTimeout(() => void brancher().catch(() => replanifier()), 2000);
  };
  await brancher();
  return {
    arreter: async () => {
      arrete = true;
      clearTimeout(minuterie);
      await client?.end();
    },
  };
}
