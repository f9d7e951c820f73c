import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { lireClefEnBase64 } from '#lib/coffre/index.ts';
import { VARIABLES_CONNUES, type Config } from './config.ts';
import { jugerLaBase, type EtatDeLaBase } from './surete-base.ts';
import { jugerLaConfiguration, type FichierDeCle, type Terrain } from './surete-config.ts';

/** The house refuses to start: everything to correct, at once. */
class ReglageRefuse extends Error {
  override readonly name = 'ReglageRefuse';
}

const refuser = (phrases: readonly string[]): void => {
  if (phrases.length > 0)
    throw new ReglageRefuse(`Cordée refuse de démarrer ainsi :\n${phrases.map((p) => `  - ${p}`).join('\n')}`);
};

/** Before anything is opened: the environment, the files of the keys, the process. */
export async function exigerUnReglageSur(config: Config, dossierDonnees: string, dossierWeb: string): Promise<void> {
  refuser(
    jugerLaConfiguration(config, {
      env: process.env,
      connues: VARIABLES_CONNUES,
      fichiers: await fichiersDeCles(config),
      certificats: await certificatsDeclares(config),
      maintenant: new Date(),
      dossierDonnees: await vraiChemin(dossierDonnees),
      dossierWeb: await vraiChemin(dossierWeb),
      uid: process.getuid?.(),
      argumentsDeNode: [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)],
    }),
  );
}

async function fichiersDeCles(config: Config): Promise<readonly FichierDeCle[]> {
  const maitre =
    config.cleMaitre === undefined || lireClefEnBase64(config.cleMaitre) !== undefined ? undefined : config.cleMaitre;
  const declares = [
    ['CORDEE_CLE_MAITRE', maitre],
    ['CORDEE_CLE_SCEAU', config.cleDeSceau],
    ['CORDEE_INSI_CLE', config.insi?.cle],
    ['CORDEE_PSC_CLE', config.psc?.tls?.cle],
  ] as const;
  return Promise.all(
    declares.flatMap(([variable, chemin]) => (chemin === undefined ? [] : [etatDuFichier(variable, chemin)])),
  );
}

async function certificatsDeclares({ psc, insi }: Config): Promise<Terrain['certificats']> {
  const paires = [
    ['CORDEE_PSC_CERTIFICAT', psc?.tls?.certificat, psc?.tls?.cle],
    ['CORDEE_INSI_CERTIFICAT', insi?.certificat, insi?.cle],
  ] as const;
  return Promise.all(
    paires.flatMap(([variable, certificat, cle]) =>
      certificat === undefined || cle === undefined
        ? []
        : [Promise.all([lire(certificat), lire(cle)]).then(([c, k]) => ({ variable, certificat: c, cle: k }))],
    ),
  );
}

/** Undefined when it cannot be read, whatever the reason: the sentence that says so is not here. */
const lire = (chemin: string): Promise<string | undefined> => readFile(chemin, 'utf8').catch(() => undefined);

async function etatDuFichier(variable: FichierDeCle['variable'], donne: string): Promise<FichierDeCle> {
  try {
    const chemin = await realpath(donne);
    const { mode } = await stat(chemin);
    return { variable, chemin, mode: process.platform === 'win32' ? 0 : mode & 0o777 };
  } catch (erreur) {
    if (erreur instanceof Error && 'code' in erreur && erreur.code === 'ENOENT')
      return { variable, chemin: undefined, mode: 0 };
    throw erreur;
  }
}

async function vraiChemin(donne: string): Promise<string> {
  return realpath(donne).catch(() => path.resolve(donne));
}

/** Once it is migrated, before anything is served: what the base is for, who serves it, its clock. Then its mode is written in it. */
export async function exigerUneBaseSure(
  config: Config,
  urlAdministrateur: string,
  maintenant: () => Date,
): Promise<void> {
  const client = new pg.Client({ connectionString: urlAdministrateur });
  await client.connect();
  try {
    refuser(jugerLaBase(config, await lireEtat(client, maintenant)));
    await client.query('insert into shared.mode_de_la_base (mode) values ($1) on conflict do nothing', [
      config.profil === 'essai' ? 'essai' : 'reel',
    ]);
  } finally {
    await client.end();
  }
}

async function lireEtat(client: pg.Client, maintenant: () => Date): Promise<EtatDeLaBase> {
  const avant = maintenant().getTime();
  const { rows } = await client.query<{
    heure: Date;
    version: number;
    codage: string;
    mode: EtatDeLaBase['mode'] | null;
    super: boolean;
    murs: boolean;
    possede: number;
    seul: number;
  }>(`select clock_timestamp() as heure, current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as codage, (select mode from shared.mode_de_la_base) as mode,
      r.rolsuper as super, r.rolbypassrls or r.rolcreaterole or r.rolcreatedb as murs,
      (select count(*)::int from pg_class c where c.relowner = r.oid) as possede,
      (select count(*)::int from shared.session where moyen not in ('psc', 'passkey')) as seul
    from pg_roles r where r.rolname = 'cordee_app'`);
  const [b] = rows;
  if (b === undefined)
    throw new ReglageRefuse('Le compte cordee_app n’existe pas dans cette base : elle n’est pas migrée.');
  const milieu = (avant + maintenant().getTime()) / 2;
  const territoires = await client.query<{ code: string; profil: 'essai' | 'reel' }>(
    'select code, profil from shared.territoire order by code',
  );
  return {
    mode: b.mode ?? undefined,
    territoires: territoires.rows,
    versionMajeure: b.version,
    codage: b.codage,
    ecartMs: b.heure.getTime() - milieu,
    compte: { superutilisateur: b.super, passeLesMurs: b.murs, possede: b.possede },
    identites: await compterLesIdentites(client, territoires.rows),
    unSeulFacteur: b.seul,
  };
}

async function compterLesIdentites(
  client: pg.Client,
  territoires: readonly { readonly code: string }[],
): Promise<EtatDeLaBase['identites']> {
  const bilan = { reelles: 0, deTest: 0 };
  for (const { code } of territoires) {
    const { rows } = await client.query<{ reelles: number; test: number }>(
      `select count(*) filter (where oid ~ '\\.(8|9)$')::int as reelles, count(*) filter (where oid ~ '\\.(10|11)$')::int as test
       from "${code}".ins_connue`,
    );
    bilan.reelles += rows[0]?.reelles ?? 0;
    bilan.deTest += rows[0]?.test ?? 0;
  }
  return bilan;
}
