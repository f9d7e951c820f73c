import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { choisirCompte } from './compte.ts';
import { executer } from './executer.ts';

/** Two copies of the project on one machine never share their data: outside the project, the folder carries a mark of its path. */
function marque(projet: string): string {
  return createHash('sha256').update(projet).digest('hex').slice(0, 8);
}

async function inscriptible(chemin: string): Promise<boolean> {
  return access(chemin, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Where the data live when nobody chose: `.donnees` in the project. Elsewhere only when that cannot work: under /var/lib when
 * root starts us and the project is closed to the account of the server, under the home when the project is read-only.
 */
export async function dossierParDefaut(projet: string): Promise<string> {
  const racine = resolve(projet);
  const ici = join(racine, '.donnees');
  const compte = await choisirCompte(ici);
  if (compte !== undefined) {
    const { code } = await executer('/bin/sh', ['-c', 'cd -- "$1"', 'sh', racine], compte);
    return code === 0 ? ici : join('/var/lib/cordee', marque(racine));
  }
  if ((await inscriptible(ici)) || (await inscriptible(racine))) return ici;
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'cordee', marque(racine));
}
