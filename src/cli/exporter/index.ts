import { createHash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { ouvrirTexte, type Sceau } from '#fhir/identite/index.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { lisezMoi } from './lisez-moi.ts';

export interface BilanExport {
  readonly fichiers: number;
  readonly elements: number;
}

/** The folder already holds something: an export never mixes with another. */
export class DossierOccupe extends Error {
  override readonly name = 'DossierOccupe';
}

/** What must not leave: secrets of sign-in, which would be of no use elsewhere. */
const SANS_OBJET_AILLEURS = ['migration_territoire'];
/** Tables that have a folder of their own; every other table goes to `autres/`, whatever the rooms of the house. */
const A_PART = [
  'resource',
  'resource_history',
  'fait',
  'trace',
  'reglage',
  'piece',
  'courriel',
  ...SANS_OBJET_AILLEURS,
];
const LOT = 500;

/**
 * Writes a territory in open formats that any tool reads without Cordée: FHIR as one NDJSON per type, facts, traces, settings,
 * documents and messages as they were, and a page that explains them. One consistent picture, while the house runs.
 */
export async function exporterTerritoire(
  urlAdministrateur: string,
  dossier: string,
  territoire: { readonly code: string; readonly nom: string },
  contexte: { readonly le: Date; readonly cordee: string; readonly sceau: Sceau; readonly dejaLa?: readonly string[] },
): Promise<BilanExport> {
  const code = lireCodeTerritoire(territoire.code);
  const client = new pg.Client({ connectionString: urlAdministrateur });
  await client.connect();
  const ecrivain = new Ecrivain(dossier, contexte.dejaLa ?? []);
  try {
    await client.query(`begin isolation level repeatable read read only; set local search_path = ${code}, pg_temp`);
    await exporterFhir(client, ecrivain, contexte.sceau);
    for (const [table, fichier, cle] of [
      ['fait', 'faits.ndjson', 'seq'],
      ['trace', 'traces.ndjson', 'seq'],
      ['reglage', 'reglages.ndjson', 'cle'],
    ] as const)
      await ecrivain.lignes(fichier, parcourir(client, `select to_jsonb(t)::text from ${table} t order by t.${cle}`));
    await exporterOctets(client, ecrivain);
    await exporterAutres(client, ecrivain);
    await ecrivain.texte('LISEZ-MOI.md', lisezMoi({ ...territoire, ...contexte, fichiers: ecrivain.contenu }));
    await ecrivain.sommes();
    return { fichiers: ecrivain.contenu.size, elements: [...ecrivain.contenu.values()].reduce((a, b) => a + b, 0) };
  } finally {
    await client.end();
  }
}

/** A folder that does not exist yet, or is empty. */
export async function exigerDossierVide(dossier: string): Promise<void> {
  await mkdir(dossier, { recursive: true });
  if ((await readdir(dossier)).length > 0)
    throw new DossierOccupe(`Le dossier ${dossier} n’est pas vide. Donnez un dossier neuf.`);
}

/** Matricules of qualified identities leave in clear: the territory takes them along. Any other stays out (INS-04). */
async function exporterFhir(client: pg.Client, ecrivain: Ecrivain, sceau: Sceau): Promise<void> {
  const { rows } = await client.query<{ type: string }>('select distinct type from resource_history order by 1');
  for (const { type } of rows) {
    await ecrivain.lignes(
      `fhir/${type}.ndjson`,
      chaque(
        parcourir(client, 'select contenu::text from resource where type = $1 and not supprime order by id', [type]),
        (ligne) => ouvrirTexte(ligne, sceau),
      ),
    );
    await ecrivain.lignes(
      `fhir-historique/${type}.ndjson`,
      chaque(
        parcourir(
          client,
          `select jsonb_build_object('version', version, 'le', le, 'auteur', auteur, 'action', action, 'supprime', supprime, 'contenu', contenu)::text
             from resource_history where type = $1 order by id, version`,
          [type],
        ),
        (ligne) => ouvrirVersion(ligne, sceau),
      ),
    );
  }
  const annuaire = await client.query<{ type: string }>('select distinct type from shared.annuaire order by 1');
  for (const { type } of annuaire.rows)
    await ecrivain.lignes(
      `annuaire/${type}.ndjson`,
      parcourir(client, 'select contenu::text from shared.annuaire where type = $1 order by id', [type]),
    );
}

/** Documents and messages, byte for byte; beside them, one line each says what they are. */
async function exporterOctets(client: pg.Client, ecrivain: Ecrivain): Promise<void> {
  await ecrivain.lignes(
    'pieces/pieces.ndjson',
    parcourir(client, "select (to_jsonb(t) - 'octets')::text from piece t order by id"),
  );
  await ecrivain.fichiers('pieces', client, 'select id, octets from piece order by id', '');
  await ecrivain.lignes(
    'messages/messages.ndjson',
    parcourir(client, "select (to_jsonb(t) - 'brut')::text from courriel t order by id"),
  );
  await ecrivain.fichiers(
    'messages',
    client,
    'select id, brut as octets from courriel where brut is not null order by id',
    '.eml',
  );
}

async function exporterAutres(client: pg.Client, ecrivain: Ecrivain): Promise<void> {
  const { rows } = await client.query<{ nom: string }>(
    'select tablename as nom from pg_tables where schemaname = current_schema() and tablename <> all($1) order by 1',
    [A_PART],
  );
  for (const { nom } of rows)
    await ecrivain.lignes(`autres/${nom}.ndjson`, parcourir(client, `select to_jsonb(t)::text from "${nom}" t`));
}

function ouvrirVersion(ligne: string, sceau: Sceau): string {
  const version = z.looseObject({ contenu: z.unknown() }).parse(JSON.parse(ligne));
  const contenu = JSON.stringify(version.contenu);
  const ouvert = ouvrirTexte(contenu, sceau);
  return ouvert === contenu ? ligne : JSON.stringify({ ...version, contenu: JSON.parse(ouvert) as unknown });
}

async function* chaque(lignes: AsyncIterable<string>, faire: (ligne: string) => string): AsyncGenerator<string> {
  for await (const ligne of lignes) yield faire(ligne);
}

async function* parcourir(
  client: pg.Client,
  requete: string,
  valeurs: readonly unknown[] = [],
): AsyncGenerator<string> {
  await client.query(`declare lecture no scroll cursor for ${requete}`, [...valeurs]);
  for (;;) {
    const { rows } = await client.query<[string]>({ text: `fetch ${LOT} from lecture`, rowMode: 'array' });
    if (rows.length === 0) break;
    for (const [ligne] of rows) yield ligne;
  }
  await client.query('close lecture');
}

/** Writes the files of one export, readable by their owner alone, and remembers what each holds. */
class Ecrivain {
  readonly #dossier: string;
  readonly contenu = new Map<string, number>();

  constructor(dossier: string, dejaLa: readonly string[]) {
    this.#dossier = dossier;
    for (const nom of dejaLa) this.contenu.set(nom, 1);
  }

  async lignes(nom: string, lignes: AsyncIterable<string>): Promise<void> {
    const flux = createWriteStream(await this.#chemin(nom), { mode: 0o600 });
    let nombre = 0;
    for await (const ligne of lignes) {
      nombre += 1;
      if (!flux.write(`${ligne}\n`)) await once(flux, 'drain');
    }
    await fermer(flux);
    this.contenu.set(nom, nombre);
  }

  async texte(nom: string, texte: string): Promise<void> {
    await writeFile(await this.#chemin(nom), texte, { mode: 0o600 });
    this.contenu.set(nom, 1);
  }

  /** One file per row; the name is the identifier of the row, which is ours. */
  async fichiers(dossier: string, client: pg.Client, requete: string, suffixe: string): Promise<void> {
    await client.query(`declare octets no scroll cursor for ${requete}`);
    for (;;) {
      const { rows } = await client.query<{ id: string; octets: Buffer }>('fetch 20 from octets');
      if (rows.length === 0) break;
      for (const { id, octets } of rows) {
        const nom = `${dossier}/${id.replaceAll(/[^A-Za-z0-9-]/g, '_')}${suffixe}`;
        await writeFile(await this.#chemin(nom), octets, { mode: 0o600 });
        this.contenu.set(nom, 1);
      }
    }
    await client.query('close octets');
  }

  /** In the form `sha256sum --check` reads. */
  async sommes(): Promise<void> {
    const lignes: string[] = [];
    for (const nom of [...this.contenu.keys()].sort()) {
      const octets = await readFile(path.join(this.#dossier, nom));
      lignes.push(`${createHash('sha256').update(octets).digest('hex')}  ${nom}`);
    }
    await this.texte('SOMMES.sha256', `${lignes.join('\n')}\n`);
  }

  async #chemin(nom: string): Promise<string> {
    const chemin = path.join(this.#dossier, nom);
    await mkdir(path.dirname(chemin), { recursive: true, mode: 0o700 });
    return chemin;
  }
}

async function fermer(flux: WriteStream): Promise<void> {
  flux.end();
  await once(flux, 'finish');
}
