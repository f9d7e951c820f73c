import { sql } from 'kysely';
import pg from 'pg';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { tableauLitteral, type Interroger } from '#lib/sql/requete.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { extraire } from '../../index/index.ts';
import { ecrireLot } from '../../store/ecriture.ts';
import type { Portee } from '../../store/portee.ts';
import type { Identifiee } from '../../types.ts';

export const LE = new Date('2026-11-28T09:30:00.000Z');
const TERRITOIRE = lireCodeTerritoire('t0001');

export const TOUT: Portee = { fondement: 'essai', condition: () => sql<boolean>`true` };

/** Nothing about these persons. */
export function sauf(personnes: ReadonlySet<string>): Portee {
  const liste = [...personnes];
  return {
    fondement: 'essai',
    condition: (table) =>
      sql<boolean>`(${sql.ref(table)}.patient is null or ${sql.ref(table)}.patient <> all(${liste}::text[]))`,
  };
}

/** A territory of its own for one test file. */
export async function ouvrirTerritoire() {
  const test = await baseDeTest();
  await creerTerritoire(test.url, { code: TERRITOIRE, nom: 'Essai', profil: 'essai', creeLe: LE });
  const base = ouvrirBase(urlApplication(test.url));
  const interroger = base.directement(TERRITOIRE);
  return {
    interroger,
    ecrire: (ressources: readonly Identifiee[], le = LE) => ecrire(interroger, ressources, le),
    /** As the directory import does, with the rights of the owner. */
    ecrireAnnuaire: (ressources: readonly Identifiee[]) => ecrireAnnuaire(test.url, ressources),
    administrer: (texte: string, valeurs: readonly unknown[] = []) => administrer(test.url, texte, valeurs),
    fermer: async () => {
      await base.fermer();
      await test.fermer();
    },
  };
}

async function ecrire(interroger: Interroger, ressources: readonly Identifiee[], le: Date): Promise<void> {
  for (let debut = 0; debut < ressources.length; debut += 500) {
    const lot = ressources.slice(debut, debut + 500).map((ressource) => ({ geste: 'ecrire' as const, ressource }));
    await ecrireLot(interroger, lot, { auteur: 'essai', le, traces: [] }, TOUT);
  }
}

async function administrer(
  url: string,
  texte: string,
  valeurs: readonly unknown[],
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set search_path = t0001, shared');
    return (await client.query<Record<string, unknown>>(texte, [...valeurs])).rows;
  } finally {
    await client.end();
  }
}

async function ecrireAnnuaire(url: string, ressources: readonly Identifiee[]): Promise<void> {
  for (const ressource of ressources) {
    const e = extraire(ressource);
    const position = 'position' in ressource ? ressource.position : undefined;
    await administrer(
      url,
      `insert into shared.annuaire (type, id, version, le, source, actif, contenu, toks, refs, nom_tri, latitude, longitude, fhir_toks, fhir_refs, cles)
       values ($1, $2, 1, $3, 'essai', true, $4, '{}', '{}', $5, $6, $7, $8, $9, $10)`,
      [
        ressource.resourceType,
        ressource.id,
        LE,
        JSON.stringify(ressource),
        e.nomTri,
        position?.latitude,
        position?.longitude,
        e.toks,
        e.refs,
        e.nomsDeCles,
      ],
    );
    await administrer(
      url,
      `insert into shared.annuaire_recherche (type, param, cle, fin, id)
       select $1, c.param, c.cle, nullif(c.fin, '∅'), $2 from unnest($3::text[], $4::text[], $5::text[]) c(param, cle, fin)`,
      [
        ressource.resourceType,
        ressource.id,
        tableauLitteral(e.cles.map((c) => c.param)),
        tableauLitteral(e.cles.map((c) => c.cle)),
        tableauLitteral(e.cles.map((c) => c.fin ?? '∅')),
      ],
    );
  }
}
