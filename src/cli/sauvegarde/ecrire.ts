import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { chiffreur } from './chiffrer.ts';
import { FORMAT, VERSION_FORMAT, type Entete, type Ouverture, type Rangee, type Sceau } from './format.ts';
import type { Protection } from './protection.ts';
import { cleDe, compteursDe, ECRITURE_EXACTE, migrationsDe, tablesDe } from './structure.ts';

export interface BilanSauvegarde {
  readonly fichier: string;
  readonly territoires: number;
  readonly tables: number;
  readonly lignes: number;
}

const LOT = 1000;
/** Lines are gathered before they are handed to the compressor: one call per line would cost more than the line. */
const BLOC = 64 * 1024;

/**
 * Writes one consistent picture of the database — what territories share, and these territories — while the house runs.
 * With a
 * protection, only its recipient reads it. The file appears under its name only once it is whole and on the disk. Readable by its owner alone: it holds health data.
 */
export async function sauvegarder(
  urlAdministrateur: string,
  fichier: string,
  contexte: { readonly le: Date; readonly cordee: string; readonly territoires?: readonly string[] },
  protection?: Protection,
): Promise<BilanSauvegarde> {
  const client = new pg.Client({ connectionString: urlAdministrateur });
  await client.connect();
  const provisoire = `${fichier}.en-cours-${process.pid}`;
  const bilan = { territoires: 0, tables: 0, lignes: 0 };
  try {
    await client.query(`begin isolation level repeatable read read only; ${ECRITURE_EXACTE}`);
    const source = Readable.from(enBlocs(scellees(raconter(client, contexte, bilan), bilan)), { objectMode: true });
    const sortie = createWriteStream(provisoire, { mode: 0o600, flags: 'wx' });
    const compresse = createGzip({ level: 6 });
    if (protection === undefined) await pipeline(source, compresse, sortie);
    else await pipeline(source, compresse, chiffreur(protection), sortie);
    await forcerSurDisque(provisoire);
    await rename(provisoire, fichier);
    await forcerSurDisque(path.dirname(fichier));
    return { fichier, ...bilan };
  } finally {
    await rm(provisoire, { force: true });
    await client.end();
  }
}

type Bilan = { territoires: number; tables: number; lignes: number };

async function* raconter(
  client: pg.Client,
  contexte: { readonly le: Date; readonly cordee: string; readonly territoires?: readonly string[] },
  bilan: Bilan,
): AsyncGenerator<string> {
  const entete = await enteteDe(client, contexte);
  bilan.territoires = entete.territoires.length;
  yield JSON.stringify(entete);
  const schemas = ['shared', ...entete.territoires.map((t) => t.code)];
  for (const schema of schemas) {
    for (const table of await tablesDe(client, schema)) {
      yield JSON.stringify(table);
      yield* rangeesDe(client, table, entete, bilan);
      bilan.tables += 1;
    }
  }
  for (const schema of schemas) {
    for (const { nom, valeur } of await compteursDe(client, schema))
      yield JSON.stringify({ compteur: { schema, nom }, valeur });
  }
}

async function enteteDe(
  client: pg.Client,
  { le, cordee, territoires }: { readonly le: Date; readonly cordee: string; readonly territoires?: readonly string[] },
): Promise<Entete> {
  const { rows } = await client.query<Entete['territoires'][number]>(
    'select code, nom, profil, cree_le::text as "creeLe" from shared.territoire where $1::text[] is null or code = any($1) order by code',
    [territoires ?? null],
  );
  const premier = rows[0]?.code;
  return {
    format: FORMAT,
    version: VERSION_FORMAT,
    le: le.toISOString(),
    cordee,
    migrations: {
      commun: await migrationsDe(client, 'shared.migration'),
      territoire: premier === undefined ? [] : await migrationsDe(client, `${premier}.migration_territoire`),
    },
    territoires: rows,
  };
}

/** In a backup of some territories, what the others alone own stays out of the shared tables. */
function filtre({ table, colonnes }: Ouverture, { territoires }: Entete): string {
  const codes = territoires.map(({ code }) => `'${code}'`).join(', ') || 'null';
  const affectes = `select a.compte from shared.affectation a where a.territoire in (${codes})`;
  const FILTRES: Readonly<Record<string, string>> = {
    territoire: `code in (${codes})`,
    compte: `id in (${affectes}) or not exists (select 1 from shared.affectation a where a.compte = compte.id)`,
    passkey: `compte in (select id from shared.compte where id in (${affectes}))`,
    cle_donnees: `domaine in (${codes}) or domaine = 'commun'`,
    cle_rotation: `domaine in (${codes}) or domaine = 'commun'`,
    // Programs that run now are not those of the day it is restored.
    cle_lecteur: 'false',
    compteur_de_limite: 'false',
    // A confirmation awaited from a phone is a matter of minutes.
    demande_telephone: 'false',
    // A restored base gives back no token that was withdrawn since: software signs again, persons say yes again.
    client_assertion: 'false',
    client_lancement: 'false',
    client_code: 'false',
    client_jeton: 'false',
    session: `compte in (${affectes}) and (affectation is null or affectation in (select a.id from shared.affectation a where a.territoire in (${codes})))`,
  };
  // A table that says whose each line is needs no rule of its own, today's nor tomorrow's.
  const parTerritoire = colonnes.some(({ nom }) => nom === 'territoire') ? `territoire in (${codes})` : 'true';
  return table.schema === 'shared' ? (FILTRES[table.nom] ?? parTerritoire) : 'true';
}

async function* rangeesDe(
  client: pg.Client,
  ouverture: Ouverture,
  entete: Entete,
  bilan: Bilan,
): AsyncGenerator<string> {
  const { table, colonnes } = ouverture;
  const nom = `${table.schema}.${table.nom}`;
  const empreinte = createHash('sha256');
  let lignes = 0;
  const valeurs = colonnes.map((c) => `"${c.nom}"::text`).join(', ');
  const ordre = (await cleDe(client, ouverture)).map((colonne) => `"${colonne}"`).join(', ');
  await client.query(
    `declare rangees no scroll cursor for select ${valeurs} from "${table.schema}"."${table.nom}" where ${filtre(ouverture, entete)} order by ${ordre}`,
  );
  for (;;) {
    const { rows } = await client.query<Rangee>({ text: `fetch ${LOT} from rangees`, rowMode: 'array' });
    if (rows.length === 0) break;
    for (const rangee of rows) {
      const ligne = JSON.stringify(rangee);
      empreinte.update(`${ligne}\n`);
      lignes += 1;
      yield ligne;
    }
  }
  await client.query('close rangees');
  bilan.lignes += lignes;
  yield JSON.stringify({ fin: nom, lignes, sha256: empreinte.digest('hex') });
}

async function* scellees(lignes: AsyncIterable<string>, bilan: Bilan): AsyncGenerator<string> {
  const empreinte: Hash = createHash('sha256');
  for await (const ligne of lignes) {
    empreinte.update(`${ligne}\n`);
    yield ligne;
  }
  const sceau: Sceau = { sceau: empreinte.digest('hex'), tables: bilan.tables, lignes: bilan.lignes };
  yield JSON.stringify(sceau);
}

async function* enBlocs(lignes: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let bloc = '';
  for await (const ligne of lignes) {
    bloc += `${ligne}\n`;
    if (bloc.length < BLOC) continue;
    yield Buffer.from(bloc);
    bloc = '';
  }
  yield Buffer.from(bloc);
}

async function forcerSurDisque(chemin: string): Promise<void> {
  if (process.platform === 'win32') return;
  const fichier = await open(chemin, 'r');
  try {
    await fichier.sync();
  } finally {
    await fichier.close();
  }
}
