import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface MaisonLancee {
  readonly origine: string;
  /** Its data folder, for the commands of an operator. */
  readonly dossier: string;
  /** Everything the process wrote: searched for what must never be there. */
  sorties(): string;
  arreter(): Promise<void>;
}

const RACINE = path.resolve(import.meta.dirname, '../..');

/** Starts the real application on an empty folder, with its demonstration territory, as a newcomer would. */
export async function lancerMaison(env: Readonly<Record<string, string>> = {}): Promise<MaisonLancee> {
  const dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-e2e-'));
  // Root gives the database to another account, which must be able to walk in.
  await chmod(dossier, 0o711);
  const enfant = spawn(process.execPath, ['src/main.ts'], {
    cwd: RACINE,
    env: { ...process.env, PORT: '0', CORDEE_DONNEES: dossier, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let sorties = '';
  const noter = (octets: Buffer) => {
    sorties += octets.toString('utf8');
  };
  enfant.stdout.on('data', noter);
  enfant.stderr.on('data', noter);
  const origine = await attendrePret(enfant, () => sorties);
  return {
    origine,
    dossier,
    sorties: () => sorties,
    arreter: async () => {
      await arreterProcessus(enfant);
      await rm(dossier, { recursive: true, force: true });
    },
  };
}

function attendrePret(enfant: ChildProcess, sorties: () => string): Promise<string> {
  return new Promise((resoudre, rejeter) => {
    const regarder = () => {
      const lu = /Cordée est prête : (\S+)/.exec(sorties());
      // The older stories come after the address: the walks wait for them, so that nothing moves under their feet.
      if (lu?.[1] !== undefined && sorties().includes('"etape":"complete"')) resoudre(lu[1]);
    };
    enfant.stdout?.on('data', regarder);
    enfant.stderr?.on('data', regarder);
    enfant.once('exit', (code) =>
      rejeter(new Error(`Cordée s’est arrêtée au démarrage (code ${String(code)}) :\n${sorties()}`)),
    );
  });
}

function arreterProcessus(enfant: ChildProcess): Promise<void> {
  return new Promise((resoudre) => {
    if (enfant.exitCode !== null) return resoudre();
    enfant.removeAllListeners('exit');
    enfant.once('exit', () => resoudre());
    enfant.kill('SIGTERM');
  });
}
