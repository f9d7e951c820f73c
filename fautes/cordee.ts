import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ficheDe } from '#lib/postgres-embarque/postmaster.ts';
import { portLibre } from '#lib/postgres-embarque/serveur.ts';

const RACINE = path.resolve(import.meta.dirname, '..');
const DEMARRAGE_MAX_MS = 180_000;

/** A real Cordée in its own process, with its embedded database, in a folder of its own. */
export interface CordeeLancee {
  readonly origine: string;
  readonly dossier: string;
  readonly pid: number;
  /** From the launch of the process to the first `/sante` that answers 200. */
  readonly pretEnMs: number;
  /** kill -9 of Node and of every process of PostgreSQL, all at once. Returns how many were killed. */
  abattre(): Promise<number>;
  /** SIGTERM, then waits for the end. */
  arreter(): Promise<void>;
}

export interface Lieu {
  readonly dossier: string;
  readonly port: number;
}

/** A folder the account of the database can walk down to, and a port nobody uses. */
export async function preparerLieu(): Promise<Lieu & { effacer(): Promise<void> }> {
  const racine = await mkdtemp(path.join(process.getuid?.() === 0 ? '/var/lib' : os.tmpdir(), 'cordee-essai-'));
  await chmod(racine, 0o711);
  return {
    dossier: path.join(racine, 'donnees'),
    port: await portLibre(),
    effacer: () => rm(racine, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}

/** `env`: settings of its own, such as the address of another PostgreSQL. */
export async function lancerCordee({ dossier, port }: Lieu, env: NodeJS.ProcessEnv = {}): Promise<CordeeLancee> {
  const debut = performance.now();
  const lignes: string[] = [];
  const enfant = spawn(process.execPath, [path.join(RACINE, 'src/main.ts')], {
    cwd: RACINE,
    env: {
      ...sansBase(process.env),
      PORT: String(port),
      CORDEE_DONNEES: dossier,
      CORDEE_ECRANS: 'prets',
      CORDEE_PROFIL: 'essai',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const flux of [enfant.stdout, enfant.stderr])
    flux.setEncoding('utf8').on('data', (texte: string) => lignes.push(...texte.split('\n').filter((l) => l !== '')));
  const origine = `http://localhost:${port}`;
  await attendrePrete(enfant, origine, lignes);
  return {
    origine,
    dossier,
    pid: enfant.pid ?? 0,
    pretEnMs: Math.round(performance.now() - debut),
    abattre: async () => {
      const pids = await arbreDe(enfant, dossier);
      for (const pid of pids) tuer(pid);
      await finDe(enfant);
      return pids.length;
    },
    arreter: async () => {
      enfant.kill('SIGTERM');
      await finDe(enfant);
    },
  };
}

function sansBase({ DATABASE_URL: _autre, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}

async function attendrePrete(enfant: ChildProcess, origine: string, lignes: readonly string[]): Promise<void> {
  const limite = performance.now() + DEMARRAGE_MAX_MS;
  while (performance.now() < limite) {
    if (enfant.exitCode !== null || enfant.signalCode !== null)
      throw new Error(`Cordée s’est arrêtée au démarrage :\n${lignes.slice(-10).join('\n')}`);
    if (await repond200(`${origine}/sante`)) return;
    await pause(20);
  }
  enfant.kill('SIGKILL');
  throw new Error(`Cordée n’a pas répondu en ${DEMARRAGE_MAX_MS / 1000} s :\n${lignes.slice(-10).join('\n')}`);
}

async function repond200(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (reponse) => {
      await reponse.body?.cancel();
      return reponse.status === 200;
    },
    () => false, // nobody listens yet
  );
}

/** Our Node, its descendants, and PostgreSQL with its own: the server may have been adopted from a former run. */
async function arbreDe(enfant: ChildProcess, dossier: string): Promise<readonly number[]> {
  const parents = await parentsDesProcessus();
  const racines = [enfant.pid, await pidDePostgres(dossier)].filter((pid) => pid !== undefined);
  const pris = new Set(racines);
  for (let avant = -1; avant !== pris.size;) {
    avant = pris.size;
    for (const [pid, parent] of parents) if (pris.has(parent)) pris.add(pid);
  }
  return [...pris];
}

async function pidDePostgres(dossier: string): Promise<number | undefined> {
  const grappe = (await readdir(dossier)).find((nom) => /^pg\d+$/.test(nom));
  return grappe === undefined ? undefined : (await ficheDe(path.join(dossier, grappe, 'donnees')))?.pid;
}

/** pid → parent, from /proc; a process that ends while we look is left out. */
async function parentsDesProcessus(): Promise<ReadonlyMap<number, number>> {
  const pids = (await readdir('/proc')).filter((nom) => /^\d+$/.test(nom)).map(Number);
  const lus = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)] as const;
    }),
  );
  return new Map(lus);
}

function tuer(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (erreur) {
    if ((erreur as NodeJS.ErrnoException).code !== 'ESRCH') throw erreur;
  }
}

async function finDe(enfant: ChildProcess): Promise<void> {
  if (enfant.exitCode === null && enfant.signalCode === null) await once(enfant, 'exit');
}
