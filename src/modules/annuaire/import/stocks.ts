import { gunzipSync, gzipSync } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { TablesCommunes } from '../tables.ts';
import type { FichierLu, Rejet } from './lire-fichier.ts';
import { GENRES, lotsVides, type Genre, type Lot, type Lots } from './lignes.ts';

/** A stock suddenly this much smaller than the last one is a cut file, not a country losing its doctors. */
const PART_MINIMALE = 0.5;

/**
 * Adds the delivered files to what earlier deliveries left. A full stock replaces the one of its kind and scope, a list of
 * changes is merged into it. Returns every line known now, all kinds and scopes together.
 */
export async function reunirLesStocks(
  sql: Kysely<TablesCommunes>,
  fichiers: readonly FichierLu[],
  contexte: { readonly perimetre: string; readonly le: Date; readonly rejets: Rejet[] },
): Promise<Lots> {
  const lots = lotsVides();
  const livres = new Set<Genre>();
  for (const genre of GENRES) {
    const delivres = fichiers.filter((f) => f.genre === genre);
    if (delivres.length === 0) continue;
    livres.add(genre);
    const ancien = await lireStock(sql, genre, contexte.perimetre);
    const nouveau = fusionner(ancien, delivres, contexte.rejets);
    await ecrireStock(sql, genre, contexte, delivres.at(-1)?.nom ?? '', nouveau);
    verser(lots[genre] as Lot<Genre>, nouveau);
  }
  for (const { genre, perimetre } of await sql
    .selectFrom('annuaire_source')
    .select(['annuaire_source.genre', 'annuaire_source.perimetre'])
    .orderBy('annuaire_source.perimetre')
    .execute()) {
    if (perimetre === contexte.perimetre && livres.has(genre as Genre)) continue;
    verser(lots[genre as Genre] as Lot<Genre>, await lireStock(sql, genre as Genre, perimetre));
  }
  return lots;
}

function verser(dans: Lot<Genre>, de: Lot<Genre>): void {
  for (const [cle, ligne] of de) dans.set(cle, ligne);
}

function fusionner(ancien: Lot<Genre>, fichiers: readonly FichierLu[], rejets: Rejet[]): Lot<Genre> {
  const complets = fichiers.filter((f) => f.complet);
  const taille = complets.reduce((total, f) => total + f.lot.size, 0);
  const coupe = complets.length > 0 && taille < ancien.size * PART_MINIMALE;
  if (coupe) {
    const motif = `Le fichier compte ${taille} lignes alors que le précédent en comptait ${ancien.size} : il est lu, mais rien n’est retiré de l’annuaire.`;
    rejets.push({ fichier: complets[0]?.nom ?? '', ligne: 0, motif, gravite: 'reserve' });
  }
  const nouveau: Lot<Genre> = complets.length === 0 || coupe ? new Map(ancien) : new Map();
  for (const fichier of [...complets, ...fichiers.filter((f) => !f.complet)]) verser(nouveau, fichier.lot);
  return nouveau;
}

async function lireStock(sql: Kysely<TablesCommunes>, genre: Genre, perimetre: string): Promise<Lot<Genre>> {
  const ligne = await sql
    .selectFrom('annuaire_source')
    .select('annuaire_source.lignes')
    .where('annuaire_source.genre', '=', genre)
    .where('annuaire_source.perimetre', '=', perimetre)
    .executeTakeFirst();
  if (ligne === undefined) return new Map();
  return new Map(JSON.parse(gunzipSync(ligne.lignes).toString('utf8')) as [string, never][]);
}

async function ecrireStock(
  sql: Kysely<TablesCommunes>,
  genre: Genre,
  { perimetre, le }: { readonly perimetre: string; readonly le: Date },
  fichier: string,
  lot: Lot<Genre>,
): Promise<void> {
  const valeurs = { fichier, le, nombre: lot.size, lignes: gzipSync(JSON.stringify([...lot]), { level: 1 }) };
  await sql
    .insertInto('annuaire_source')
    .values({ genre, perimetre, ...valeurs })
    .onConflict((conflit) => conflit.columns(['genre', 'perimetre']).doUpdateSet(valeurs))
    .execute();
}
