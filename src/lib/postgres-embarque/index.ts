import { chmod, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { attendre } from './attente.ts';
import { type Binaires, binairesInstalles, paquetDeLaMachine, preparerBinaires } from './binaires.ts';
import { choisirCompte, type Compte } from './compte.ts';
import { EchecPostgres } from './echec.ts';
import { executer } from './executer.ts';
import { type Connexion, type Gardien, garder } from './gardien.ts';
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
    `La base de données tourne sous le compte n° ${compte.uid}, qui ne peut pas entrer dans ${dossier}. Choisissez un dossier sous /var/lib (variable CORDEE_DONNEES), ou ouvrez le passage avec « chmod o+x » sur les dossiers parents.`,
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

type Obtenu = { readonly serveur: Serveur; readonly adopte: boolean };

/** Adopts the server already there, or starts one. Someone else starting at the same moment only makes us look again. */
async function obtenirServeur(contexte: Contexte): Promise<Obtenu> {
  const { options, grappe } = contexte;
  const complement = { choisirPort: options.choisirPort ?? portLibre, jetable: options.jetable ?? false };
  for (let essais = 0; essais < 3; essais += 1) {
    const orphelin = await chercherOrphelin(contexte);
    if (orphelin !== undefined) return { serveur: orphelin, adopte: true };
    const serveur = await demarrerServeur({ ...contexte, ...grappe, ...complement });
    if (serveur !== undefined) return { serveur, adopte: false };
  }
  throw new EchecPostgres(
    'Un autre programme démarre sans cesse une base sur les mêmes données. Arrêtez-le, puis relancez Cordée.',
  );
}

function refuser(
  contexte: Contexte,
  serveur: Serveur,
  connexion: Exclude<Connexion, { gardien: Gardien }>,
): EchecPostgres {
  if (connexion.refus === 'deja_pris') {
    return new EchecPostgres(
      `Cordée utilise déjà ce dossier de données (${contexte.dossier}, ${connexion.par}). Arrêtez l’autre Cordée, ou choisissez un autre dossier (variable CORDEE_DONNEES).`,
    );
  }
  if (connexion.refus === 'mot_de_passe') {
    return new EchecPostgres(
      'La base de données refuse le mot de passe enregistré à côté des données. Remettez le fichier « mot-de-passe » depuis une sauvegarde ; les données sont intactes.',
    );
  }
  return new EchecPostgres(
    `La base de données est démarrée mais ne répond pas sur le port ${serveur.port}. Vérifiez qu’aucun pare-feu ne bloque les connexions locales (127.0.0.1), puis relancez Cordée.`,
  );
}

async function prendre(contexte: Contexte, { serveur, adopte }: Obtenu): Promise<Gardien> {
  const { journal } = contexte.options;
  const connexion = await garder(adresse(contexte, serveur.port), () => {
    journal(
      'La base de données s’est arrêtée sans prévenir. Relancez Cordée : les données enregistrées sont intactes.',
    );
  });
  if ('gardien' in connexion) return connexion.gardien;
  const aNousSeuls = !adopte && connexion.refus !== 'deja_pris';
  if (aNousSeuls) await arreterServeur(serveur, contexte.grappe.donnees, journal);
  throw refuser(contexte, serveur, connexion);
}

/**
 * Starts the embedded PostgreSQL of `dossier`, creating the database at the first call, or adopts the server that a
 * crashed Cordée left running there. Rejects with EchecPostgres, whose message tells the person what to do.
 */
export async function demarrerPostgres(options: OptionsPostgres): Promise<PostgresEmbarque> {
  const { journal } = options;
  const contexte = await preparer(options);
  const obtenu = await obtenirServeur(contexte);
  const gardien = await prendre(contexte, obtenu);
  if (obtenu.adopte) journal('Reprise de la base de données restée en marche après un arrêt brutal.');
  let arret: Promise<void> | undefined;
  const arreter = async (): Promise<void> => {
    journal('Arrêt de la base de données…');
    await gardien.lacher();
    await arreterServeur(obtenu.serveur, contexte.grappe.donnees, journal);
    journal('Base de données arrêtée.');
  };
  return {
    url: adresse(contexte, obtenu.serveur.port),
    adopte: obtenu.adopte,
    arreter: () => (arret ??= arreter()),
  };
}
