import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Account under which PostgreSQL runs; undefined = the account of the current process. */
export type Compte = { readonly uid: number; readonly gid: number };

/** Accounts of passwd(5) by name. Not covered: accounts known only to a directory service. */
export function comptesDeclares(passwd: string): ReadonlyMap<string, Compte> {
  const comptes = new Map<string, Compte>();
  for (const ligne of passwd.split('\n')) {
    const [nom, , uid, gid] = ligne.split(':');
    if (nom !== undefined && /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '')) {
      comptes.set(nom, { uid: Number(uid), gid: Number(gid) });
    }
  }
  return comptes;
}

/** PostgreSQL refuses uid 0: `postgres` when the machine has it, else `nobody`, which exists everywhere. */
export function compteDeRepli(passwd: string): Compte {
  const comptes = comptesDeclares(passwd);
  return comptes.get('postgres') ?? comptes.get('nobody') ?? { uid: 65534, gid: 65534 };
}

/** The owner of a data folder stays its owner, even if `postgres` was installed on the machine since. */
async function proprietaireDesDonnees(dossier: string): Promise<Compte | undefined> {
  const noms = await readdir(dossier).catch((erreur: NodeJS.ErrnoException) => {
    if (erreur.code === 'ENOENT') return [];
    throw erreur;
  });
  const donnees = noms.find((nom) => /^pg\d+$/.test(nom));
  if (donnees === undefined) return undefined;
  const { uid, gid } = await stat(join(dossier, donnees));
  return uid === 0 ? undefined : { uid, gid };
}

/** Chooses the account of the server for this data folder. Only root can, and must, choose another one than itself. */
export async function choisirCompte(dossier: string): Promise<Compte | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await proprietaireDesDonnees(dossier)) ?? compteDeRepli(await readFile('/etc/passwd', 'utf8'));
}
