import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** Where the processor goes: shares between 0 and 1, biggest first. */
export type Profil = readonly (readonly [quoi: string, part: number])[];

const RACINE = path.resolve(import.meta.dirname, '..');
const MONTREES = 20;
const ECHANTILLON_US = 500;

const Cibles = z.array(z.object({ webSocketDebuggerUrl: z.url() })).min(1);
const Reponse = z.object({ id: z.number().optional(), result: z.unknown().optional() });
const ProfilV8 = z.object({
  profile: z.object({
    nodes: z.array(
      z.object({
        id: z.number(),
        callFrame: z.object({ functionName: z.string(), url: z.string() }),
        hitCount: z.number(),
      }),
    ),
  }),
});

/** Records Node (started with `--inspect-port=port`) while `pendant` runs: its own time by function. */
export async function profilerNode(pid: number, port: number, pendant: () => Promise<unknown>): Promise<Profil> {
  process.kill(pid, 'SIGUSR1');
  const inspecteur = new WebSocket(await adresseDe(port));
  await once(inspecteur, 'open');
  let dernier = 0;
  const demander = async (method: string, params: object = {}): Promise<unknown> => {
    const id = (dernier += 1);
    const recue = new Promise<unknown>((fin) => {
      const ecouter = ({ data }: MessageEvent): void => {
        const lue = Reponse.parse(JSON.parse(String(data)));
        if (lue.id !== id) return;
        inspecteur.removeEventListener('message', ecouter);
        fin(lue.result);
      };
      inspecteur.addEventListener('message', ecouter);
    });
    inspecteur.send(JSON.stringify({ id, method, params }));
    return recue;
  };
  try {
    await demander('Profiler.enable');
    await demander('Profiler.setSamplingInterval', { interval: ECHANTILLON_US });
    await demander('Profiler.start');
    await pendant();
    const { profile } = ProfilV8.parse(await demander('Profiler.stop'));
    return parts(
      profile.nodes.map(({ callFrame, hitCount }) => [lieuDe(callFrame.functionName, callFrame.url), hitCount]),
    );
  } finally {
    inspecteur.close();
  }
}

/** The inspector opens a moment after the signal. */
async function adresseDe(port: number): Promise<string> {
  const limite = performance.now() + 10_000;
  for (;;) {
    try {
      const reponse = await fetch(`http://127.0.0.1:${port}/json/list`);
      const [cible] = Cibles.parse(await reponse.json());
      return cible?.webSocketDebuggerUrl ?? '';
    } catch (erreur) {
      if (performance.now() > limite) throw erreur;
    }
  }
}

/** `place function`: a file of ours, a library, a part of Node, or what V8 and C++ do by themselves (JSON, buffers, garbage). */
function lieuDe(fonction: string, url: string): string {
  if (url === '') return fonction === '' ? 'V8 et C++' : `V8 et C++ ${fonction}`;
  if (url.startsWith('node:')) return `${url.replace('node:internal/', 'Node ').replace('node:', 'Node ')} ${fonction}`;
  const chemin = path.relative(RACINE, url.replace('file://', ''));
  const paquet = /node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(chemin)?.[1];
  return `${paquet ?? chemin} ${fonction}`;
}

const executer = promisify(execFile);

/** Samples the processes of PostgreSQL with `perf`, where it is installed, while `pendant` runs. Undefined without it. */
export async function profilerPostgres(
  pids: readonly number[],
  dossier: string,
  pendant: () => Promise<unknown>,
): Promise<Profil | undefined> {
  const fichier = path.join(dossier, 'perf.data');
  const perf = execFile('perf', ['record', '-q', '-F', '1999', '-o', fichier, '-p', pids.join(',')]);
  const finie = once(perf, 'exit');
  const absente = finie.then(
    () => false,
    () => true,
  );
  await pendant();
  perf.kill('SIGINT');
  if (await absente) return undefined;
  const { stdout } = await executer('perf', ['report', '-i', fichier, '--stdio', '-s', 'dso,symbol', '-g', 'none'], {
    maxBuffer: 64_000_000,
  });
  await rm(fichier, { force: true });
  return lireRapport(stdout);
}

function lireRapport(rapport: string): Profil {
  return rapport.split('\n').flatMap((ligne) => {
    const [, pourcent = '', ou = '', genre = '', symbole = ''] =
      /^\s*([\d.]+)%\s+(\S+)\s+\[(.)\]\s+(\S+)/.exec(ligne) ?? [];
    return pourcent === ''
      ? []
      : [[genre === 'k' ? `noyau ${symbole}` : `${ou} ${symbole}`, Number(pourcent) / 100] as const];
  });
}

function parts(comptes: readonly (readonly [string, number])[]): Profil {
  const sommes = new Map<string, number>();
  for (const [quoi, n] of comptes) if (!/\((?:idle|root)\)/.test(quoi)) sommes.set(quoi, (sommes.get(quoi) ?? 0) + n);
  const total = [...sommes.values()].reduce((a, b) => a + b, 0);
  return [...sommes].map(([quoi, n]) => [quoi, n / total] as const).toSorted(([, a], [, b]) => b - a);
}

/** One line per place, with its part of the milliseconds that one request costs. */
export function lignesDuProfil(profil: Profil, ms: number): readonly string[] {
  return profil
    .slice(0, MONTREES)
    .map(([quoi, part]) => `    ${(part * 100).toFixed(1).padStart(5)} %  ${(part * ms).toFixed(3)} ms  ${quoi}`);
}
