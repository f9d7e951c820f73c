import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { inspecter } from '../fautes/inspecteur.ts';

/** Where the processor goes: shares between 0 and 1, biggest first. */
export type Profil = readonly (readonly [quoi: string, part: number])[];

const RACINE = path.resolve(import.meta.dirname, '..');
const MONTREES = 20;
const ECHANTILLON_US = 500;

const ProfilV8 = z.object({
  profile: z.object({
    nodes: z.array(
      z.object({
        callFrame: z.object({ functionName: z.string(), url: z.string() }),
        hitCount: z.number(),
      }),
    ),
  }),
});

/** Records Node (started with `inspectableSur(port)`) while `pendant` runs: its own time by function. */
export async function profilerNode(pid: number, port: number, pendant: () => Promise<unknown>): Promise<Profil> {
  using inspecteur = await inspecter(pid, port);
  await inspecteur.demander('Profiler.enable');
  await inspecteur.demander('Profiler.setSamplingInterval', { interval: ECHANTILLON_US });
  await inspecteur.demander('Profiler.start');
  await pendant();
  const { profile } = ProfilV8.parse(await inspecteur.demander('Profiler.stop'));
  return parts(
    profile.nodes.map(({ callFrame, hitCount }) => [lieuDe(callFrame.functionName, callFrame.url), hitCount]),
  );
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
