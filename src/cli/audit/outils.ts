import path from 'node:path';
import { dossierParDefaut } from '#lib/postgres-embarque/index.ts';
import { lireCodeTerritoire, ouvrirBase, type Base, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Config } from '../../config.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { choisirTerritoire, territoiresDe } from '../territoires.ts';

const RACINE = path.resolve(import.meta.dirname, '../../..');

export interface OutilsAudit {
  readonly base: Base;
  readonly urlAdministrateur: string;
  readonly territoire: CodeTerritoire;
  readonly config: Config;
}

/** Where the key that signs the journal is: said by the configuration, else in the data folder. */
export async function fichierDeLaCle(config: Config): Promise<string> {
  return config.cleDeSceau ?? path.join(config.donnees ?? (await dossierParDefaut(RACINE)), 'sceau', 'cle.pem');
}

export async function avecLaBase<R>(
  dire: (ligne: string) => void,
  code: string | undefined,
  faire: (outils: OutilsAudit) => Promise<R>,
): Promise<R> {
  const { config, urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
  const base = ouvrirBase(urlApplication(urlAdministrateur), 2);
  try {
    const territoire = lireCodeTerritoire((await choisirTerritoire(base, code)).code);
    return await faire({ base, urlAdministrateur, territoire, config });
  } finally {
    await base.fermer();
    await fermer();
  }
}

export interface GesteDOperateur {
  /** `operateur.sauvegarder`… */
  readonly action: string;
  readonly genre: 'export' | 'ecriture' | 'lecture';
  readonly fondement: string;
}

/** A gesture on the whole base: one line in the journal of each territory it touches. */
export async function tracerPartout(urlAdministrateur: string, geste: GesteDOperateur, le: Date): Promise<void> {
  const base = ouvrirBase(urlApplication(urlAdministrateur), 2);
  try {
    for (const { code } of await territoiresDe(base)) await tracerOperateur(base, lireCodeTerritoire(code), geste, le);
  } finally {
    await base.fermer();
  }
}

/** One line about a gesture of the operator in a territory, written before it takes effect. */
export async function tracerOperateur(
  base: Base,
  territoire: CodeTerritoire,
  geste: GesteDOperateur,
  le: Date,
): Promise<void> {
  await base.territoire<TablesTerritoire, unknown>(territoire, (sql) =>
    sql
      .insertInto('trace')
      .values({
        le,
        acteur: 'systeme:operateur',
        role: 'systeme',
        structure: null,
        pour: null,
        objet: null,
        patient: null,
        decision: 'permis',
        nombre: null,
        requete: null,
        ...geste,
      })
      .execute(),
  );
}
