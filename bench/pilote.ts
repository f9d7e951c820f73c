import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** The load driver of FHIR servers, beside the repository: the same for every server that is measured. */
export const PILOTE = path.resolve(import.meta.dirname, '../../shared/bench/fhir-peer/bench.mjs');

const Ligne = z.object({
  scenario: z.string(),
  conc: z.number(),
  n: z.number(),
  errors: z.number(),
  rps: z.number(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  cpuMs: z.record(z.string(), z.number()),
  mem: z.record(z.string(), z.number()),
  otherCpuPct: z.number().optional(),
  errorSample: z.string().optional(),
});
export type LigneDePilote = z.output<typeof Ligne>;

const Resultats = z.object({ results: z.array(z.unknown()) });

export const piloteAbsent = (): boolean => !existsSync(PILOTE);

export interface Terrain {
  readonly base: string;
  readonly etat: string;
  readonly dossier: string;
  /** name=PID of the processes whose processor time and memory are counted. */
  readonly processus: readonly string[];
}

/** Runs the driver once (`load`, `run` or `probe`) and gives what it wrote. Throws when it fails. */
export async function lancerPilote(
  terrain: Terrain,
  mode: 'load' | 'run' | 'probe',
  jeton: string,
  options: readonly string[],
): Promise<readonly unknown[]> {
  const sortie = path.join(terrain.dossier, `pilote-${mode}.json`);
  const enfant = spawn(
    process.execPath,
    [
      PILOTE,
      mode,
      '--base',
      terrain.base,
      '--state',
      terrain.etat,
      '--out',
      sortie,
      ...terrain.processus.flatMap((p) => ['--proc', p]),
      ...options,
    ],
    { env: { ...process.env, BENCH_TOKEN: jeton }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let plaintes = '';
  enfant.stderr.setEncoding('utf8').on('data', (texte: string) => (plaintes += texte));
  const code = await new Promise<number | null>((fin, rater) => {
    enfant.on('error', rater);
    enfant.on('exit', fin);
  });
  if (code !== 0) throw new Error(`le pilote (${mode}) a échoué : ${plaintes.slice(-1_000)}`);
  return Resultats.parse(JSON.parse(await readFile(sortie, 'utf8'))).results;
}

export const lireLignes = (resultats: readonly unknown[]): readonly LigneDePilote[] => z.array(Ligne).parse(resultats);

const Epreuve = z.object({ name: z.string(), v: z.union([z.string(), z.number()]) });
export const lireEpreuves = (resultats: readonly unknown[]) => z.array(Epreuve).parse(resultats);
