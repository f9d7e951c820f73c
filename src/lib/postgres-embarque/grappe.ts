import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaires } from './binaires.ts';
import type { Compte } from './compte.ts';
import { EchecPostgres, expliquerEchec } from './echec.ts';
import { executer } from './executer.ts';
import { processusVivant } from './postmaster.ts';

/** An initialised data folder and the password of its superuser `postgres`. */
export type Grappe = { readonly donnees: string; readonly motDePasse: string };

type Demande = {
  readonly dossier: string;
  readonly binaires: Binaires;
  readonly compte: Compte | undefined;
  readonly journal: (ligne: string) => void;
  /** Data without value (tests): nothing is forced to the disk. */
  readonly jetable: boolean;
};

const MOT_DE_PASSE = 'mot-de-passe';
const UN_RESTE_EST_ABANDONNE_APRES_MS = 10 * 60_000;

/** C.UTF-8 is a locale of the C library on Linux only; elsewhere PostgreSQL 17 and later bring their own, with the same order. */
const LOCALE =
  process.platform === 'linux'
    ? ['--locale=C.UTF-8']
    : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

async function existe(chemin: string): Promise<boolean> {
  return stat(chemin).then(
    () => true,
    (erreur: NodeJS.ErrnoException) => {
      if (erreur.code === 'ENOENT') return false;
      throw erreur;
    },
  );
}

/** Removes what an interrupted first start left (`pg18.init-<pid>…`), but not the work of another start still running. */
async function balayerLesRestes(dossier: string): Promise<void> {
  for (const nom of await readdir(dossier)) {
    const pid = Number(/\.(?:init|en-cours)-(\d+)/.exec(nom)?.[1] ?? 0);
    if (pid === 0) continue;
    const chemin = join(dossier, nom);
    const { mtimeMs } = await stat(chemin);
    const enCours =
      pid !== process.pid && processusVivant(pid) && Date.now() - mtimeMs < UN_RESTE_EST_ABANDONNE_APRES_MS;
    // The initdb of a start just killed may still be writing there, for a moment.
    if (!enCours) await rm(chemin, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Forces a file, or the list of names of a folder, to the disk. */
async function forcerSurDisque(chemin: string): Promise<void> {
  const fichier = await open(chemin, 'r');
  try {
    await fichier.sync();
  } finally {
    await fichier.close();
  }
}

async function lancerInitdb(demande: Demande, provisoire: string, fichierMotDePasse: string): Promise<void> {
  const { binaires, compte, jetable } = demande;
  const securite = ['--username=postgres', `--pwfile=${fichierMotDePasse}`, '--auth=scram-sha-256'];
  const forme = ['--encoding=UTF8', ...LOCALE, '--data-checksums', ...(jetable ? ['--no-sync'] : [])];
  const args = ['-D', join(provisoire, 'donnees'), ...securite, ...forme];
  const { code, sortie } = await executer(binaires.initdb, args, compte);
  if (code !== 0) throw expliquerEchec('La base de données n’a pas pu être créée.', sortie);
}

/**
 * Fills the temporary folder: `donnees/` and, beside it, the password that opens them. One rename then publishes both:
 * neither can exist without the other.
 */
async function initialiser(demande: Demande, provisoire: string): Promise<void> {
  const { compte, jetable } = demande;
  const pourInitdb = join(provisoire, 'pwfile');
  const secret = join(provisoire, MOT_DE_PASSE);
  const motDePasse = randomBytes(24).toString('base64url');
  await mkdir(provisoire, { mode: 0o700 });
  await writeFile(secret, motDePasse, { mode: 0o600 });
  await writeFile(pourInitdb, motDePasse, { mode: 0o600 });
  if (compte !== undefined) {
    await chown(provisoire, compte.uid, compte.gid);
    await chown(pourInitdb, compte.uid, compte.gid);
  }
  await lancerInitdb(demande, provisoire, pourInitdb);
  await rm(pourInitdb);
  if (!jetable) await forcerSurDisque(secret);
}

async function publier(provisoire: string, grappe: string): Promise<void> {
  try {
    await rename(provisoire, grappe);
  } catch (erreur) {
    const { code } = erreur as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw erreur;
    await rm(provisoire, { recursive: true, force: true }); // another start created the database first: use that one
  }
}

async function lireMotDePasse(chemin: string): Promise<string> {
  try {
    return (await readFile(chemin, 'utf8')).trim();
  } catch (erreur) {
    throw new EchecPostgres(
      `Le mot de passe de la base ne peut pas être lu (${chemin}). Lancez Cordée avec le compte qui a créé ce dossier, ou remettez ce fichier depuis une sauvegarde. Les données sont intactes.`,
      (erreur as NodeJS.ErrnoException).code ?? '',
    );
  }
}

/** Opens the data folder `pg<major>`, creating it whole or not at all. */
export async function preparerGrappe(demande: Demande): Promise<Grappe> {
  const { dossier, binaires, journal, jetable } = demande;
  const grappe = join(dossier, `pg${binaires.majeure}`);
  await balayerLesRestes(dossier);
  if (!(await existe(grappe))) {
    journal('Première mise en route : création de la base de données…');
    const provisoire = `${grappe}.init-${process.pid}`;
    try {
      await initialiser(demande, provisoire);
      await publier(provisoire, grappe);
      if (!jetable && process.platform !== 'win32') await forcerSurDisque(dossier);
    } finally {
      await rm(provisoire, { recursive: true, force: true });
    }
  }
  return { donnees: join(grappe, 'donnees'), motDePasse: await lireMotDePasse(join(grappe, MOT_DE_PASSE)) };
}
