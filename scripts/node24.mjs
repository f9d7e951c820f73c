// Runs on Node 18 and later: it is what finds the right Node.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const racine = dirname(dirname(fileURLToPath(import.meta.url)));

/** First Node that runs TypeScript without a flag. */
const MINIMUM = [22, 18];

export function assezRecent(version) {
  const [majeure = 0, mineure = 0] = version.replace(/^v/, '').split('.').map(Number);
  return majeure > MINIMUM[0] || (majeure === MINIMUM[0] && mineure >= MINIMUM[1]);
}

/** Path of the Node that npm installed for this machine, else of the current one when it is recent enough. */
export function trouverNode24() {
  const paquet = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const fourni = join(racine, 'node_modules', paquet, 'bin', 'node');
  if (existsSync(fourni)) return fourni;
  if (assezRecent(process.version)) return process.execPath;
  throw new Error(
    `Cordée a besoin de Node 24 ; cette machine a ${process.version} et aucun Node n’est fourni pour elle (${paquet}). ` +
      'Installez Node 24 depuis nodejs.org, puis relancez la même commande.',
  );
}

/**
 * Half of what Node 24 lets the young generation take, two halves of 32 MB it never gives back: 90 MB less for a server, measured at no cost
 * but on bulk writing (decision 0020). Whoever sets it in NODE_OPTIONS is followed.
 */
const MEMOIRE = '--max-semi-space-size=16';

/** The environment of our programs: Node 24 and the project's tools come first on PATH. */
export function environnement(node, ajouts = {}) {
  const chemins = [dirname(node), join(racine, 'node_modules', '.bin'), process.env.PATH ?? ''];
  const options = `${MEMOIRE} ${process.env.NODE_OPTIONS ?? ''}`.trim();
  return { ...process.env, PATH: chemins.join(delimiter), NODE_OPTIONS: options, ...ajouts };
}

function codeDeSortie(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

/**
 * Runs Node 24 on `args` in the folder of the project and resolves with its exit code.
 * `detache`: the child gets its own session, so that Ctrl-C reaches it once, through us, instead of twice; a channel also
 * tells it to stop if we are killed outright (suivre-lanceur.mjs).
 */
export function lancerNode24(args, { detache = false, dossier = racine, env = {} } = {}) {
  const node = trouverNode24();
  const prealable = detache ? ['--import', new URL('suivre-lanceur.mjs', import.meta.url).href] : [];
  const enfant = spawn(node, [...prealable, ...args], {
    cwd: dossier,
    env: environnement(node, env),
    detached: detache,
    stdio: detache ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  });
  return new Promise((resolve, reject) => {
    const relais = new Map();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      // In a terminal, Ctrl-C already reaches every process of the foreground group.
      const dejaRecu = !detache && signal === 'SIGINT' && process.stdin.isTTY;
      relais.set(signal, () => dejaRecu || enfant.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
    }
    for (const [signal, relayer] of relais) process.on(signal, relayer);
    const finir = (suite) => {
      for (const [signal, relayer] of relais) process.off(signal, relayer);
      suite();
    };
    enfant.on('error', (erreur) => finir(() => reject(erreur)));
    enfant.on('exit', (code, signal) => finir(() => resolve(codeDeSortie(code, signal))));
  });
}
