import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** Any constant does, as long as nothing else takes the same advisory lock in the database `postgres`. */
const CLE = 20_261_122;
const MOT_DE_PASSE_REFUSE = '28P01';
/** A killed owner's session needs a moment to be noticed by the server. */
const PATIENCE_MS = 1_500;

/** The hold of one Cordée process over one data folder, as a session lock: it falls by itself when the process dies. */
export type Gardien = { lacher(): Promise<void> };

export type Connexion =
  | { readonly gardien: Gardien }
  | { readonly refus: 'pas_de_reponse' | 'mot_de_passe' }
  | { readonly refus: 'deja_pris'; readonly par: string };

async function prendre(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ pris: boolean }>('select pg_try_advisory_lock($1) as pris', [CLE]);
  return rows[0]?.pris === true;
}

async function proprietaire(client: Client): Promise<string> {
  const { rows } = await client.query<{ nom: string }>(
    `select a.application_name as nom
       from pg_locks v
       join pg_stat_activity a on a.pid = v.pid
      where v.locktype = 'advisory'
        and v.granted
        and v.objid::bigint = $1`,
    [CLE],
  );
  return rows[0]?.nom ?? 'inconnu';
}

async function ouvrir(url: string): Promise<Client | 'pas_de_reponse' | 'mot_de_passe'> {
  const client = new Client({ connectionString: url, application_name: `processus ${process.pid}`, keepAlive: true });
  try {
    await client.connect();
    return client;
  } catch (erreur) {
    await client.end();
    return (erreur as { code?: string }).code === MOT_DE_PASSE_REFUSE ? 'mot_de_passe' : 'pas_de_reponse';
  }
}

/**
 * Connects with our password and takes the lock. Refuses when another living Cordée holds the folder: two applications
 * over one embedded server would stop it under each other's feet.
 */
export async function garder(url: string, surCoupure: () => void): Promise<Connexion> {
  const client = await ouvrir(url);
  if (typeof client === 'string') return { refus: client };
  const limite = performance.now() + PATIENCE_MS;
  while (!(await prendre(client))) {
    if (performance.now() > limite) {
      const par = await proprietaire(client);
      await client.end();
      return { refus: 'deja_pris', par };
    }
    await pause(100);
  }
  let lache = false;
  client.on('error', () => {
    if (!lache) surCoupure();
  });
  return {
    gardien: {
      async lacher() {
        lache = true;
        await client.end();
      },
    },
  };
}
