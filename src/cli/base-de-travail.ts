import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { installerParametresDePaquets } from '#fhir/parametres-de-paquets.ts';
import { demarrerPostgres, dossierParDefaut, EchecPostgres } from '#lib/postgres-embarque/index.ts';
import { ficheDe } from '#lib/postgres-embarque/postmaster.ts';
import { migrer } from '#lib/sql/migrer.ts';
import { lireConfig, type Config } from '../config.ts';

const RACINE = path.resolve(import.meta.dirname, '../..');

export class BaseInjoignable extends Error {
  override readonly name = 'BaseInjoignable';
}

export interface BaseDeTravail {
  readonly config: Config;
  /** Where what is not in the database lives: the master key of the trial. */
  readonly dossier: string;
  readonly urlAdministrateur: string;
  /** Stops what was started here, and only that. */
  readonly fermer: () => Promise<void>;
}

/**
 * The database an operator's command works on: the one of DATABASE_URL, or the embedded one — started for the time of the
 * command, or used beside the Cordée that is running.
 */
export async function ouvrirBaseDeTravail(dire: (ligne: string) => void): Promise<BaseDeTravail> {
  const config = lireConfig(process.env);
  const dossier = config.donnees ?? (await dossierParDefaut(RACINE));
  if (config.urlBase !== undefined) {
    await exigerReponse(config.urlBase);
    return { config, dossier, urlAdministrateur: config.urlBase, fermer: async () => undefined };
  }
  try {
    const postgres = await demarrerPostgres({ dossier, journal: dire });
    return { config, dossier, urlAdministrateur: postgres.url, fermer: () => postgres.arreter() };
  } catch (erreur) {
    const enMarche = erreur instanceof EchecPostgres ? await baseEnMarche(dossier) : undefined;
    if (enMarche === undefined) throw erreur;
    dire('Cordée est en marche : la commande travaille sur sa base.');
    return { config, dossier, urlAdministrateur: enMarche, fermer: async () => undefined };
  }
}

/** Brings the structure up to date first; nothing when it already is. */
export async function ouvrirBaseAJour(dire: (ligne: string) => void): Promise<BaseDeTravail> {
  const base = await ouvrirBaseDeTravail(dire);
  try {
    await migrer(base.urlAdministrateur);
    installerParametresDePaquets(base.config.paquets);
    return base;
  } catch (erreur) {
    await base.fermer();
    throw erreur;
  }
}

/** Address of the embedded server that another Cordée of ours keeps running on this folder; undefined when none answers. */
export async function baseEnMarche(dossier: string): Promise<string | undefined> {
  const grappes = (await readdir(dossier)).filter((nom) => /^pg\d+$/.test(nom));
  for (const grappe of grappes) {
    const fiche = await ficheDe(path.join(dossier, grappe, 'donnees'));
    if (fiche?.etat !== 'pret') continue;
    const motDePasse = (await readFile(path.join(dossier, grappe, 'mot-de-passe'), 'utf8')).trim();
    const url = `postgres://postgres:${motDePasse}@127.0.0.1:${fiche.port}/postgres`;
    if (await repond(url)) return url;
  }
  return undefined;
}

/** The address of DATABASE_URL is the operator's: what is wrong with it is said with what to check, never with its password. */
async function exigerReponse(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } catch (erreur) {
    const { hostname, port, pathname } = new URL(url);
    const raison = erreur instanceof Error ? erreur.message : 'raison inconnue';
    throw new BaseInjoignable(
      `La base de DATABASE_URL ne répond pas (${hostname}:${port === '' ? '5432' : port}${pathname}) : ${raison}. Vérifiez l’adresse, le compte et que PostgreSQL est démarré.`,
      { cause: erreur },
    );
  } finally {
    await client.end();
  }
}

async function repond(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (erreur) {
    // Refused connection or password: this is not a server of ours, and the first failure says why to the operator.
    if (erreur instanceof Error) return false;
    throw erreur;
  } finally {
    await client.end();
  }
}
