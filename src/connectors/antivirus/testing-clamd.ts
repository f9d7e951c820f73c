import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { AdresseClamd } from './adresse.ts';

/** Why the real engine cannot be tried here; undefined when it can. */
export function sansClamd(): string | undefined {
  return spawnSync('clamd', ['--version']).status === 0 ? undefined : '(clamd absent : apt install clamav-daemon)';
}

export interface VraiClamd {
  readonly adresse: AdresseClamd;
  arreter(): Promise<void>;
}

/** The real clamd on a socket of its own, with one signature: the EICAR test file, by its MD5 and its length. */
export async function demarrerClamd({ tailleMax = '1M' } = {}): Promise<VraiClamd> {
  const dossier = mkdtempSync(path.join(tmpdir(), 'clamd-'));
  const chemin = path.join(dossier, 'clamd.ctl');
  mkdirSync(path.join(dossier, 'base'));
  writeFileSync(path.join(dossier, 'base', 'essai.hdb'), '44d88612fea8a8f36de82e1278abb02f:68:Eicar-Essai\n');
  const reglages = [
    `LocalSocket ${chemin}`,
    `DatabaseDirectory ${path.join(dossier, 'base')}`,
    `User ${userInfo().username}`,
    `StreamMaxLength ${tailleMax}`,
    'Foreground yes',
  ];
  writeFileSync(path.join(dossier, 'clamd.conf'), `${reglages.join('\n')}\n`);
  const enfant = spawn('clamd', ['-c', path.join(dossier, 'clamd.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
  const arrete = new Promise<void>((resoudre) => enfant.once('exit', () => resoudre()));
  await new Promise<void>((resoudre, rejeter) => {
    let dit = '';
    const lire = (octets: Buffer) => {
      dit += octets.toString('utf8');
      if (dit.includes('Self checking')) resoudre();
    };
    enfant.stdout.on('data', lire);
    enfant.stderr.on('data', lire);
    enfant.once('exit', () => rejeter(new Error(`clamd ne démarre pas : ${dit}`)));
  });
  return {
    adresse: { chemin },
    arreter: async () => {
      enfant.kill('SIGTERM');
      await arrete;
      rmSync(dossier, { recursive: true, force: true });
    },
  };
}
