import pg from 'pg';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { baseEnMarche } from '../src/cli/base-de-travail.ts';
import { verifierTerritoire } from '../src/cli/verifier/index.ts';
import type { Accuse } from './accuses.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');

export interface Constat {
  /** Acknowledged writes whose result or resource is not there. */
  readonly perdus: readonly Accuse[];
  /** Promises broken, each with what breaks it. */
  readonly rompus: readonly string[];
  /** Writes played more than once, or whose fact does not match their key. */
  readonly ecarts: readonly string[];
}

/** Reads the database itself, beside the house that has just started again. */
export async function constater(dossier: string, accuses: readonly Accuse[], debut: Date): Promise<Constat> {
  const url = await baseEnMarche(dossier);
  if (url === undefined) throw new Error('la base ne répond pas après le redémarrage');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set search_path = ${TERRITOIRE}, shared`);
    return {
      perdus: await perdusParmi(client, accuses),
      rompus: await promessesRompues(url),
      ecarts: await ecartsDeCompte(client, debut),
    };
  } finally {
    await client.end();
  }
}

async function perdusParmi(client: pg.Client, accuses: readonly Accuse[]): Promise<readonly Accuse[]> {
  const { rows } = await client.query<{ cle: string; id: string }>(
    `select c.cle, c.resultat ->> 'id' as id from cle_action c
      where exists (select 1 from resource r join resource_history h on h.type = r.type and h.id = r.id and h.version = r.version
                     where r.id = c.resultat ->> 'id')`,
  );
  const presents = new Map(rows.map(({ cle, id }) => [cle, id]));
  return accuses.filter(({ cle, id }) => presents.get(cle) !== id);
}

async function promessesRompues(url: string): Promise<readonly string[]> {
  const base = ouvrirBase(urlApplication(url), 2);
  try {
    const registre = ouvrirLesSalles({ horlogeEssai: undefined, profil: 'essai' });
    const { controles } = await verifierTerritoire(base, TERRITOIRE, registre);
    return controles
      .filter((c) => c.gravite === 'rompu' && c.defauts.length > 0)
      .map((c) => `${c.titre} : ${c.defauts.slice(0, 5).join(', ')}`);
  } finally {
    await base.fermer();
  }
}

/** One key, one effect: the facts recorded since the beginning are exactly as many as the keys kept. */
async function ecartsDeCompte(client: pg.Client, debut: Date): Promise<readonly string[]> {
  const ecarts: string[] = [];
  for (const [action, fait] of FAIT_PAR_ACTION) {
    const { rows } = await client.query<{ faits: number; cles: number }>(
      `select (select count(*)::int from fait where nom = $1 and saisi_le >= $3) as faits, (select count(*)::int from cle_action where action = $2) as cles`,
      [fait, action, debut],
    );
    const { faits = 0, cles = 0 } = rows[0] ?? {};
    if (faits !== cles) ecarts.push(`${action} : ${faits} faits pour ${cles} clés`);
  }
  return ecarts;
}

const FAIT_PAR_ACTION = [
  ['demande.deposer', 'DemandeDeposee.v1'],
  ['liaison.noterAppel', 'AppelNote.v1'],
] as const;
