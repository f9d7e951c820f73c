import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { attendre } from './attente.ts';
import type { Binaires } from './binaires.ts';
import type { Compte } from './compte.ts';
import { EchecPostgres, expliquerEchec } from './echec.ts';
import { optionsDeLancement } from './executer.ts';
import { ficheDe, processusVivant } from './postmaster.ts';

/** A running server: the number of its main process, its loopback port, and the child process that holds it when disposable. */
export type Serveur = { readonly pid: number; readonly port: number; readonly garde?: ChildProcess };

export type DemandeServeur = {
  readonly donnees: string;
  readonly binaires: Binaires;
  readonly compte: Compte | undefined;
  readonly choisirPort: () => Promise<number>;
  readonly jetable: boolean;
};

const ESSAIS_DE_PORT = 5;
const MEMOIRE_ENCORE_PRISE_MS = 10_000;
/** Replaying the journal after a crash can take minutes on a large base; a live process is waited for, not killed. */
const DEMARRAGE_MS = 10 * 60_000;
const ARRET_RAPIDE_MS = 60_000;
const TAILLE_MAX_DU_JOURNAL = 5_000_000;

/**
 * Loopback only: the libraries bundled with the binaries age with the package (design: storage.md §3). The log carries
 * neither values nor statements, which could hold personal data. fsync and synchronous_commit keep their safe defaults.
 */
const REGLAGES = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=128MB',
  'max_connections=60',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
];
/** Several whole houses share the server of a run of tests. */
const REGLAGES_JETABLES = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

/** A port free at this instant on the loopback; another program may still take it before PostgreSQL does. */
export function portLibre(): Promise<number> {
  return new Promise((resolve, reject) => {
    const sonde = createServer();
    sonde.once('error', reject);
    sonde.listen(0, '127.0.0.1', () => {
      const adresse = sonde.address();
      const port = adresse !== null && typeof adresse === 'object' ? adresse.port : 0;
      sonde.close(() => resolve(port));
    });
  });
}

/** The log is a file, not a pipe: an orphan server must keep somewhere to write. It restarts from nothing beyond 5 MB. */
async function ouvrirJournal(chemin: string): Promise<{ fichier: Awaited<ReturnType<typeof open>>; debut: number }> {
  const taille = await stat(chemin).then(
    ({ size }) => size,
    (erreur: NodeJS.ErrnoException) => {
      if (erreur.code === 'ENOENT') return 0;
      throw erreur;
    },
  );
  const trop = taille > TAILLE_MAX_DU_JOURNAL;
  return { fichier: await open(chemin, trop ? 'w' : 'a', 0o600), debut: trop ? 0 : taille };
}

/**
 * A throw-away server dies with us, even when we are killed: a shell holds it and reads a pipe that closes with our end.
 * A real one is left running on purpose, in its own session, for the next start to adopt.
 */
const GARDE_JETABLE = '"$@" <&- & serveur=$!; read fin; kill -QUIT $serveur; wait $serveur';

function lancer(demande: DemandeServeur, port: number, journal: number): ChildProcess {
  const { binaires, donnees, compte, jetable } = demande;
  const reglages = [...REGLAGES, `port=${port}`, ...(jetable ? REGLAGES_JETABLES : [])];
  const args = ['-D', donnees, ...reglages.flatMap((reglage) => ['-c', reglage])];
  const options = { ...optionsDeLancement(compte), detached: true };
  if (jetable && process.platform !== 'win32') {
    const garde = ['-c', GARDE_JETABLE, 'sh', binaires.postgres, ...args];
    return spawn('/bin/sh', garde, { ...options, stdio: ['pipe', journal, journal] });
  }
  return spawn(binaires.postgres, args, { ...options, stdio: ['ignore', journal, journal] });
}

type Essai = { readonly serveur: Serveur } | { readonly sortie: string };

async function essayer(demande: DemandeServeur, port: number): Promise<Essai> {
  const chemin = join(dirname(demande.donnees), 'journal');
  const { fichier, debut } = await ouvrirJournal(chemin);
  const enfant = lancer(demande, port, fichier.fd);
  let echec: string | undefined;
  enfant.once('error', (erreur) => (echec = erreur.message));
  enfant.once('exit', () => (echec ??= ''));
  const pret = await attendre(DEMARRAGE_MS, async () => {
    if (echec !== undefined) return { fini: true };
    const fiche = await ficheDe(demande.donnees);
    return fiche?.etat === 'pret' && fiche.port === port ? fiche : undefined;
  });
  await fichier.close();
  if (pret !== undefined && 'pid' in pret) {
    const { pid } = pret;
    return { serveur: demande.jetable ? { pid, port, garde: enfant } : { pid, port } };
  }
  const ecrit = (await readFile(chemin)).subarray(debut).toString();
  return { sortie: `${echec ?? ''}\n${ecrit}` };
}

/**
 * Starts PostgreSQL on a free loopback port and waits until it accepts connections; undefined when another process started
 * a server on the same data at the same moment.
 */
export async function demarrerServeur(demande: DemandeServeur): Promise<Serveur | undefined> {
  const limite = performance.now() + MEMOIRE_ENCORE_PRISE_MS;
  for (let clashs = 0; clashs < ESSAIS_DE_PORT;) {
    const essai = await essayer(demande, await demande.choisirPort());
    if ('serveur' in essai) return essai.serveur;
    if (/lock file "postmaster.pid" already exists/.test(essai.sortie)) return undefined;
    const portPris = /Address already in use|could not bind IPv4/.test(essai.sortie);
    // The backends of a server killed an instant ago need a moment to notice and leave.
    const memoirePrise = /pre-existing shared memory block/.test(essai.sortie) && performance.now() < limite;
    if (portPris) clashs += 1;
    else if (!memoirePrise) throw expliquerEchec('La base de données n’a pas démarré.', essai.sortie);
  }
  throw new EchecPostgres(
    `La base de données n’a pas trouvé de port libre après ${ESSAIS_DE_PORT} essais. Fermez des programmes qui écoutent sur le réseau local de la machine, puis relancez Cordée.`,
  );
}

/** The file goes at the very end of a clean stop; the process may linger a little, until its parent takes note. */
async function estArrete({ pid }: Serveur, donnees: string): Promise<boolean> {
  return !processusVivant(pid) || (await ficheDe(donnees))?.pid !== pid;
}

/** Fast shutdown (SIGINT): sessions are cut, everything committed is on disk. Waits for the end of the server. */
export async function arreterServeur(
  serveur: Serveur,
  donnees: string,
  journal: (ligne: string) => void,
): Promise<void> {
  if (serveur.garde !== undefined) return arreterJetable(serveur.garde);
  const signaler = (signal: NodeJS.Signals): void => {
    if (processusVivant(serveur.pid)) process.kill(serveur.pid, signal);
  };
  const fini = (delaiMs: number): Promise<true | undefined> =>
    attendre(delaiMs, async () => (await estArrete(serveur, donnees)) || undefined);
  signaler('SIGINT');
  if ((await fini(ARRET_RAPIDE_MS)) !== undefined) return;
  journal('La base de données tarde à s’arrêter : arrêt immédiat, elle se réparera seule au prochain démarrage.');
  signaler('SIGQUIT');
  await fini(ARRET_RAPIDE_MS);
}

function arreterJetable(garde: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (garde.exitCode !== null || garde.signalCode !== null) return resolve();
    garde.once('exit', () => resolve());
    garde.stdin?.destroy();
  });
}
