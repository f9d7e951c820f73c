import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import type { Compte } from './compte.ts';
import { executer } from './executer.ts';
import { estServeurDe, ficheDe } from './postmaster.ts';

/** What processus-de-test.ts says on its only line. */
type Annonce = { url: string; adopte: boolean; lignes: string[]; echec?: string };

export const SUIS_ROOT = process.getuid?.() === 0;
export const NOBODY = 65_534;
const PROGRAMME = join(import.meta.dirname, 'processus-de-test.ts');

const dossiers: string[] = [];
const enfants: ChildProcess[] = [];

/** A temporary folder that every account may cross, as /var/lib is. */
export function unDossier(proprietaire?: number): string {
  const dossier = mkdtempSync(join(tmpdir(), 'cordee-lanceur-'));
  chmodSync(dossier, 0o755);
  if (proprietaire !== undefined) chownSync(dossier, proprietaire, proprietaire);
  dossiers.push(dossier);
  return dossier;
}

/** Ends whatever a failed test left running, then removes the folders. */
export async function toutRanger(): Promise<void> {
  for (const enfant of enfants.splice(0)) enfant.kill('SIGKILL');
  for (const dossier of dossiers.splice(0)) {
    const donnees = join(dossier, 'pg18', 'donnees');
    const fiche = await ficheDe(donnees);
    if (fiche !== undefined && (await estServeurDe(fiche.pid, donnees))) abattre(fiche.pid);
    rmSync(dossier, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** A program that has nothing to do with us, under the given account. */
export async function unVoisin(compte: Compte | undefined): Promise<ChildProcess> {
  const voisin = spawn('/bin/sleep', ['600'], { ...compte, stdio: 'ignore' });
  enfants.push(voisin);
  await once(voisin, 'spawn');
  return voisin;
}

function abattre(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (erreur) {
    if ((erreur as NodeJS.ErrnoException).code !== 'ESRCH') throw erreur; // it ended by itself meanwhile
  }
}

export type AutreProcessus = { readonly enfant: ChildProcess; readonly annonce: Annonce };

/** Starts PostgreSQL from another process, under another account if asked; resolves with its line. */
export async function autreProcessus(consigne: object, uid?: number): Promise<AutreProcessus> {
  const compte = uid === undefined ? {} : { uid, gid: uid };
  const args = [PROGRAMME, JSON.stringify(consigne)];
  const enfant = spawn(process.execPath, args, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'], ...compte });
  enfants.push(enfant);
  for await (const ligne of createInterface({ input: enfant.stdout })) {
    return { enfant, annonce: JSON.parse(ligne) as Annonce };
  }
  throw new Error('le processus d’essai s’est terminé sans rien dire');
}

export function tuer(enfant: ChildProcess): Promise<void> {
  return finDe(enfant, () => enfant.kill('SIGKILL'));
}

export function terminer(enfant: ChildProcess): Promise<void> {
  return finDe(enfant, () => enfant.stdin?.end());
}

function finDe(enfant: ChildProcess, declencher: () => void): Promise<void> {
  return new Promise((resolve) => {
    enfant.once('exit', () => resolve());
    declencher();
  });
}

/** First column of the first row. */
export async function lire(url: string, requete: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the server may be killed under us: that is what some tests do
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: requete, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

export function pidDuServeur(dossier: string): number {
  return Number(readFileSync(join(dossier, 'pg18', 'donnees', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** The server and all its backends, killed at once, as when the machine loses power to its processes. */
export async function tuerLeServeur(dossier: string): Promise<void> {
  const pid = pidDuServeur(dossier);
  const { sortie } = await executer('/bin/ps', ['-o', 'pid=', '--ppid', String(pid)], undefined);
  for (const tue of [pid, ...sortie.split(/\s+/).filter(Boolean).map(Number)]) abattre(tue);
}

export function contenu(dossier: string): string[] {
  return readdirSync(dossier).sort();
}
