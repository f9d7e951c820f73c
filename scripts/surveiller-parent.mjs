// npm runs a script through a shell: stopped or killed, npm takes the shell away and leaves the script alone. A script that npm
// started therefore watches both, and stops as if it had itself received SIGTERM. Started by hand, it watches nothing: whoever
// detached it (nohup, a service) meant it.
import { readFileSync } from 'node:fs';

const PERIODE_MS = 300;

/** Process number of npm, which is the parent of our shell; undefined where the system does not tell. */
function grandParent() {
  if (process.platform !== 'linux') return undefined;
  const [, numero] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${process.ppid}/status`, 'utf8')) ?? [];
  return numero === undefined ? undefined : Number(numero);
}

function vivant(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (erreur) {
    return erreur.code === 'EPERM';
  }
}

export function surveillerParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const npm = grandParent();
  const minuterie = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || vivant(npm))) return;
    clearInterval(minuterie);
    process.kill(process.pid, 'SIGTERM');
  }, PERIODE_MS);
  minuterie.unref();
}
