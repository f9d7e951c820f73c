import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Processor time spent so far, in milliseconds: this process, and the server of the given folder with all its children. */
export interface Depense {
  readonly node: number;
  readonly postgres: number;
}

/** Reads /proc, so on Linux only. */
export function compteurDe(dossier: string): () => Depense {
  const pid = pidDePostgres(dossier);
  const partis = new Map<string, number>();
  return () => {
    for (const processus of [pid, ...enfantsDe(pid)])
      partis.set(processus, nanosecondes(processus) ?? partis.get(processus) ?? 0);
    const { user, system } = process.cpuUsage();
    return { node: (user + system) / 1000, postgres: [...partis.values()].reduce((a, b) => a + b, 0) / 1e6 };
  };
}

/** Main process of the embedded server of this folder. */
export function pidDePostgres(dossier: string): string {
  const grappe = readdirSync(dossier).find((nom) => /^pg\d+$/.test(nom)) ?? '';
  const [pid = ''] = readFileSync(path.join(dossier, grappe, 'donnees', 'postmaster.pid'), 'utf8').split('\n');
  return pid;
}

/** Processes whose parent is this one. */
export function enfantsDe(pid: string): readonly string[] {
  return readdirSync('/proc').filter((nom) => /^\d+$/.test(nom) && parentDe(nom) === pid);
}

function parentDe(pid: string): string | undefined {
  const stat = lire(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

function nanosecondes(pid: string): number | undefined {
  const lu = lire(`/proc/${pid}/schedstat`);
  return lu === undefined ? undefined : Number(lu.split(' ')[0]);
}

/** A process may end between its name and its reading. */
function lire(fichier: string): string | undefined {
  try {
    return readFileSync(fichier, 'utf8');
  } catch (erreur) {
    if (erreur instanceof Error && 'code' in erreur && (erreur.code === 'ENOENT' || erreur.code === 'ESRCH'))
      return undefined;
    throw erreur;
  }
}

export interface Cout {
  readonly ensemble: number;
  readonly nodeUs: number;
  readonly postgresUs: number;
  readonly parSeconde: number;
}

/** Runs `faire` for each of `fois` numbers with `ensemble` at a time, and says what each one cost. */
export async function couter(
  depense: () => Depense,
  { fois, ensemble }: { readonly fois: number; readonly ensemble: number },
  faire: (n: number) => Promise<unknown>,
): Promise<Cout> {
  const avant = depense();
  const debut = performance.now();
  let suivant = 0;
  await Promise.all(
    Array.from({ length: ensemble }, async () => {
      while (suivant < fois) {
        const n = suivant;
        suivant += 1;
        await faire(n);
      }
    }),
  );
  const duree = performance.now() - debut;
  const apres = depense();
  return {
    ensemble,
    nodeUs: ((apres.node - avant.node) * 1000) / fois,
    postgresUs: ((apres.postgres - avant.postgres) * 1000) / fois,
    parSeconde: (fois * 1000) / duree,
  };
}
