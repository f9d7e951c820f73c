import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executer } from './executer.ts';

/** What a running server writes about itself in postmaster.pid (source: PostgreSQL, src/include/utils/pidfile.h). */
export type FichePostmaster = {
  readonly pid: number;
  readonly port: number;
  readonly etat: 'demarrage' | 'pret' | 'arret';
};

/** Reads postmaster.pid; undefined when it is absent, empty or half written. A server that has no port yet gives port 0. */
export function lireFiche(texte: string): FichePostmaster | undefined {
  const lignes = texte.split('\n');
  const pid = Number(lignes[0]?.trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const port = Number(lignes[3]?.trim() ?? 0);
  const mot = lignes[7]?.trim() ?? '';
  const etat = mot === 'ready' ? 'pret' : mot === 'stopping' ? 'arret' : 'demarrage';
  return { pid, port: Number.isInteger(port) ? port : 0, etat };
}

export async function ficheDe(donnees: string): Promise<FichePostmaster | undefined> {
  try {
    return lireFiche(await readFile(join(donnees, 'postmaster.pid'), 'utf8'));
  } catch (erreur) {
    if ((erreur as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw erreur;
  }
}

/** Signal 0 only asks; EPERM means that the process exists under another account. */
export function processusVivant(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (erreur) {
    return (erreur as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function commandeDe(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').then(
      (texte) => texte.replaceAll('\0', ' '),
      () => '', // the process ended, or hides from us: in both cases it is not the server we could adopt
    );
  }
  return (await executer('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], undefined)).sortie;
}

/** Is this process the server of that data folder? After a crash the number may belong to anything else. */
export async function estServeurDe(pid: number, donnees: string): Promise<boolean> {
  if (!processusVivant(pid)) return false;
  const commande = await commandeDe(pid);
  return /postgres/.test(commande) && commande.includes(` -D ${donnees} `);
}

/**
 * Makes a stale postmaster.pid harmless without deleting it. PostgreSQL refuses to start while the number in line 1 is alive,
 * whatever that process is; but it ignores the number of its own parent, which is us. Deleting the file instead would also
 * drop the shared memory key (line 7), its only protection against forgotten backends still writing to the same files.
 */
export async function desamorcerFiche(donnees: string): Promise<void> {
  const chemin = join(donnees, 'postmaster.pid');
  const [, ...reste] = (await readFile(chemin, 'utf8')).split('\n');
  const remplacant = `${chemin}.cordee`;
  await writeFile(remplacant, [String(process.pid), ...reste].join('\n'), { mode: 0o600 });
  const { uid, gid } = await stat(donnees);
  if (process.getuid?.() === 0) await chown(remplacant, uid, gid);
  await rename(remplacant, chemin);
}
