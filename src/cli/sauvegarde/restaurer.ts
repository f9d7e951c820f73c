import pg from 'pg';
import { creerTerritoire, lireMigrations, migrer } from '#lib/sql/migrer.ts';
import type { Compteur, Entete, Ouverture, Rangee } from './format.ts';
import { examiner, lireSauvegarde, type Examen } from './lire.ts';
import type { Ouverture as OuvertureDeSauvegarde } from './protection.ts';
import { ECRITURE_EXACTE, tablesDe } from './structure.ts';

/** Restoring is refused; the message says what to do. The database is as it was. */
export class RestaurationRefusee extends Error {
  override readonly name = 'RestaurationRefusee';
}

const LOT = 1000;
/** What a base writes of itself when it is made or first opened: no data of anybody. */
const DE_LA_MAISON = new Set(['cle_generation', 'cle_donnees', 'cle_lecteur', 'cle_rotation']);

/**
 * Puts a backup back into an empty database: sums checked first, then everything in one transaction. Whatever fails, the
 * database is empty again.
 */
export async function restaurer(
  urlAdministrateur: string,
  fichier: string,
  ouverture?: OuvertureDeSauvegarde,
): Promise<Examen> {
  const examen = await examiner(fichier, ouverture);
  await exigerMemeStructure(examen.entete);
  await exigerBaseVide(urlAdministrateur);
  await migrer(urlAdministrateur);
  const { territoires } = examen.entete;
  try {
    for (const { code, nom, profil, creeLe } of territoires)
      await creerTerritoire(urlAdministrateur, { code, nom, profil, creeLe: new Date(creeLe) });
    await remplir(urlAdministrateur, fichier, ouverture);
  } catch (erreur) {
    await vider(urlAdministrateur, territoires);
    throw erreur;
  }
  return examen;
}

async function exigerMemeStructure({ migrations, cordee, territoires }: Entete): Promise<void> {
  const comparer = async (dossier: 'commun' | 'territoire', siennes: Entete['migrations']['commun']) => {
    const notres = (await lireMigrations(dossier)).map(({ numero, nom }) => `${numero} ${nom}`);
    const leurs = siennes.map(({ numero, nom }) => `${numero} ${nom}`);
    if (leurs.some((m) => !notres.includes(m)))
      throw new RestaurationRefusee(
        `Cette sauvegarde vient d’une version plus récente de Cordée (${cordee}). Mettez d’abord Cordée à jour, puis recommencez.`,
      );
    if (leurs.length < notres.length)
      throw new RestaurationRefusee(
        `Cette sauvegarde vient d’une version plus ancienne de Cordée (${cordee}). Restaurez-la avec cette version, puis mettez Cordée à jour : les données suivront.`,
      );
  };
  await comparer('commun', migrations.commun);
  if (territoires.length > 0) await comparer('territoire', migrations.territoire);
}

async function exigerBaseVide(url: string): Promise<void> {
  const pleine = await avec(url, async (client) => {
    const schemas = await client.query<{ nom: string }>(
      "select nspname as nom from pg_namespace where nspname ~ '^t[0-9]{4}$' or nspname = 'shared' order by 1",
    );
    const territoires = schemas.rows.filter(({ nom }) => nom !== 'shared');
    if (territoires.length > 0) return `des territoires (${territoires.map(({ nom }) => nom).join(', ')})`;
    if (schemas.rows.length === 0) return undefined;
    for (const { table } of await tablesDe(client, 'shared')) {
      if (DE_LA_MAISON.has(table.nom)) continue;
      const { rowCount } = await client.query(`select 1 from shared."${table.nom}" limit 1`);
      if (rowCount !== 0) return `des données (${table.nom})`;
    }
    return undefined;
  });
  if (pleine !== undefined)
    throw new RestaurationRefusee(
      `Cette base contient déjà ${pleine}. Restaurez dans une base vide : un autre dossier (CORDEE_DONNEES) ou une autre base (DATABASE_URL).`,
    );
}

async function remplir(url: string, fichier: string, ouverture: OuvertureDeSauvegarde | undefined): Promise<void> {
  await avec(url, async (client) => {
    await client.query(`begin; ${ECRITURE_EXACTE}`);
    let table: Ouverture | undefined;
    let lot: Rangee[] = [];
    const verser = async (): Promise<void> => {
      if (table !== undefined && lot.length > 0) await inserer(client, table, lot);
      lot = [];
    };
    for await (const element of lireSauvegarde(fichier, ouverture)) {
      if (element.genre === 'ouverture') table = await videe(client, element.table);
      if (element.genre === 'compteur') await reprendreCompteur(client, element.compteur);
      if (element.genre === 'rangee') lot.push(element.rangee);
      const pleine = lot.length >= LOT && table?.dUnBloc !== true;
      if (element.genre === 'cloture' || pleine) await verser();
    }
    await client.query('commit');
  });
}

/** What the creation of a territory writes by itself gives way to what the backup holds. */
async function videe(client: pg.Client, ouverture: Ouverture): Promise<Ouverture> {
  await client.query(`delete from "${ouverture.table.schema}"."${ouverture.table.nom}"`);
  return ouverture;
}

/** One array of texts per column, cast by the database: one statement for a thousand rows, and no limit on parameters. */
async function inserer(client: pg.Client, { table, colonnes }: Ouverture, lot: readonly Rangee[]): Promise<void> {
  const noms = colonnes.map((c) => `"${c.nom}"`).join(', ');
  const lus = colonnes.map((c, i) => `v.c${i}::${c.type}`).join(', ');
  const params = colonnes.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const alias = colonnes.map((_, i) => `c${i}`).join(', ');
  const valeurs = colonnes.map((_, i) => lot.map((rangee) => rangee[i] ?? null));
  await client.query(
    `insert into "${table.schema}"."${table.nom}" (${noms}) overriding system value select ${lus} from unnest(${params}) as v(${alias})`,
    valeurs,
  );
}

async function reprendreCompteur(client: pg.Client, { compteur, valeur }: Compteur): Promise<void> {
  if (valeur === null) return;
  await client.query('select setval(format($1, $2::text, $3::text)::regclass, $4::bigint, true)', [
    '%I.%I',
    compteur.schema,
    compteur.nom,
    valeur,
  ]);
}

async function vider(url: string, territoires: Entete['territoires']): Promise<void> {
  await avec(url, async (client) => {
    for (const { code } of territoires) await client.query(`drop schema if exists "${code}" cascade`);
    await client.query('delete from shared.territoire');
  });
}

async function avec<T>(url: string, faire: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await faire(client);
  } finally {
    await client.end();
  }
}
