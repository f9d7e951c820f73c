import { spawn } from 'node:child_process';
import type { Compte } from './compte.ts';

export type Resultat = { readonly code: number | null; readonly sortie: string };

/**
 * Environment of every PostgreSQL process: nothing of the caller's PG* variables (PGDATA, PGOPTIONS… change its behaviour),
 * messages in English because we recognise them, times in UTC.
 */
const ENVIRONNEMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Options shared by all children: the current folder may be closed to the account of the server, so never start there. */
export function optionsDeLancement(compte: Compte | undefined): {
  cwd: string;
  env: Record<string, string>;
  uid?: number;
  gid?: number;
} {
  const systeme = process.env['SystemRoot'];
  const env = systeme === undefined ? ENVIRONNEMENT : { ...ENVIRONNEMENT, SystemRoot: systeme };
  return { cwd: '/', env, ...compte };
}

/** Runs a short command to its end. Never rejects: a command that cannot start has code null and says why in `sortie`. */
export function executer(commande: string, args: readonly string[], compte: Compte | undefined): Promise<Resultat> {
  return new Promise((resolve) => {
    const enfant = spawn(commande, args, { ...optionsDeLancement(compte), stdio: ['ignore', 'pipe', 'pipe'] });
    let sortie = '';
    enfant.stdout.on('data', (morceau: Buffer) => (sortie += morceau.toString()));
    enfant.stderr.on('data', (morceau: Buffer) => (sortie += morceau.toString()));
    enfant.on('error', (erreur) => resolve({ code: null, sortie: sortie + erreur.message }));
    enfant.on('close', (code) => resolve({ code, sortie }));
  });
}
