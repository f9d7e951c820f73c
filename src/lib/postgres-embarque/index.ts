import { chmod, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { attendre } from './attente.ts';
import { type Binaires, binairesInstalles, paquetDeLaMachine, preparerBinaires } from './binaires.ts';
import { choisirCompte, type Compte } from './compte.ts';
import { EchecPostgres } from './echec.ts';
import { executer } from './executer.ts';
import { type Gardien, garder } from './gardien.ts';
import { type Grappe, preparerGrappe } from './grappe.ts';
import { desamorcerFiche, estServeurDe, ficheDe, type FichePostmaster } from './postmaster.ts';
import { arreterServeur, demarrerServeur, portLibre, type Serveur } from './serveur.ts';

export { dossierParDefaut } from './dossier.ts';
export { EchecPostgres } from './echec.ts';

/** A PostgreSQL of our own, on the loopback, for as long as the application runs. */
export type PostgresEmbarque = {
  /** Superuser address of the database `postgres`; carries the password, never write it to a log. */
  readonly url: string;
  /** True when the server was already running, left by a Cordée that died without stopping it. */
  readonly adopte: boolean;
  /** Fast shutdown, then waits. Safe to call twice. */
  arreter(): Promise<void>;
};

export type OptionsPostgres = {
  /** Folder that will hold `pg<major>/` and, when needed, a copy of the programs. */
  readonly dossier: string;
  /** Receives lines for a person, in French, without secrets. */
  readonly journal: (ligne: string) => void;
  /** npm package to run; by default the one installed for this machine. */
  readonly paquet?: string;
  /** Programs of a PostgreSQL installed on the machine (…/bin), instead of the npm package. */
  readonly bin?: string;
  readonly choisirPort?: () => Promise<number>;
  /** For tests: nothing is forced to disk and the server dies with this process. */
  readonly jetable?: boolean;
};

/** A server of ours that is starting or stopping is waited for this long before we give up on it. */
const ORPHELIN_MS = 5 * 60_000;

type Contexte = {
  readonly dossier: string;
  readonly compte: Compte | undefined;
  readonly binaires: Binaires;
  readonly grappe: Grappe;
  readonly options: OptionsPostgres;
};

function adresse({ grappe }: Contexte, port: number): string {
  return `postgres://postgres:${grappe.motDePasse}@127.0.0.1:${port}/postgres`;
}

/** Root gives the server to another account, which must be able to walk down to the folder. */
async function verifierAcces(dossier: string, compte: Compte | undefined): Promise<void> {
  if (compte === undefined) return;
  const { code } = await executer('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dossier], compte);
  if (code === 0) return;
  throw new EchecPostgres(
    `La base de données tourne sous le compte n° ${compte.uid}, qui ne peut pas entrer dans ${dossier}. Choisissez un dossier de données sous /var/lib, ou ouvrez le passage avec « chmod o+x » sur les dossiers parents.`,
  );
}

async function preparer(options: OptionsPostgres): Promise<Contexte> {
  const dossier = resolve(options.dossier);
  const cree = await mkdir(dossier, { recursive: true });
  if (cree !== undefined) await chmod(dossier, 0o711);
  const compte = await choisirCompte(dossier);
  await verifierAcces(dossier, compte);
  const { journal } = options;
  const binaires =
    options.bin === undefined
      ? await preparerBinaires({ paquet: options.paquet ?? paquetDeLaMachine(), dossier, compte, journal })
      : await binairesInstalles(options.bin, compte);
  const grappe = await preparerGrappe({ dossier, binaires, compte, journal, jetable: options.jetable ?? false });
  return { dossier, compte, binaires, grappe, options };
}

/** A server already alive on our data, ready to answer; undefined when there is none (a stale file is then made harmless). */
async function chercherOrphelin({ grappe, options }: Contexte): Promise<FichePostmaster | undefined> {
  const { donnees } = grappe;
  let annonce = false;
  const trouve = await attendre(ORPHELIN_MS, async () => {
    const fiche = await ficheDe(donnees);
    if (fiche === undefined || !(await estServeurDe(fiche.pid, donnees))) return { fiche: undefined };
    if (fiche.etat === 'pret') return { fiche };
    if (!annonce) options.journal('La base de données finit de démarrer ou de s’arrêter, un instant…');
    annonce = true;
    return undefined;
  });
  if (trouve === undefined) {
    throw new EchecPostgres(
      'Une base de données laissée par un arrêt précédent ne répond pas. Redémarrez la machine, puis relancez Cordée.',
    );
  }
  if (trouve.fiche === undefined && (await ficheDe(donnees)) !== undefined) await desamorcerFiche(donnees);
  return trouve.fiche;
}

async function prendre(contexte: Contexte, serveur: Serveur): Promise<Gardien> {
  const { journal } = contexte.options;
  const url = adresse(contexte, serveur.port);
  const connexion = await garder(url, contexte.dossier, () => {
    journal(
      'La base de données s’est arrêtée sans prévenir. Relancez Cordée : les données enregistrées sont intactes.',
    );
  });
  if ('gardien' in connexion) return connexion.gardien;
  throw new EchecPostgres(
    `La base de données est démarrée mais ne répond pas sur le port ${serveur.port}. Vérifiez qu’aucun pare-feu ne bloque les connexions locales (127.0.0.1), puis relancez Cordée.`,
  );
}

/**
 * Starts the embedded PostgreSQL of `dossier`, creating the database at the first call, or adopts the server that a
 * crashed Cordée left running there. Rejects with EchecPostgres, whose message tells the person what to do.
 */
export async function demarrerPostgres(options: OptionsPostgres): Promise<PostgresEmbarque> {
  const { journal } = options;
  const contexte = await preparer(options);
  const orphelin = await chercherOrphelin(contexte);
  const adopte = orphelin !== undefined;
  if (adopte) journal('Reprise de la base de données restée en marche après un arrêt brutal.');
  const serveur = orphelin ?? (await demarrerServeur({ ...contexte, ...contexte.grappe, ...complement(options) }));
  const gardien = await prendre(contexte, serveur);
  let arret: Promise<void> | undefined;
  const arreter = async (): Promise<void> => {
    journal('Arrêt de la base de données…');
    await gardien.lacher();
    await arreterServeur(serveur, contexte.grappe.donnees, journal);
    journal('Base de données arrêtée.');
  };
  return { url: adresse(contexte, serveur.port), adopte, arreter: () => (arret ??= arreter()) };
}

function complement(options: OptionsPostgres): { choisirPort: () => Promise<number>; jetable: boolean } {
  return { choisirPort: options.choisirPort ?? portLibre, jetable: options.jetable ?? false };
}
