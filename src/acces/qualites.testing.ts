import type { Kysely } from 'kysely';
import { SOUS_CATEGORIES, sousCategoriesDe } from './qualites.ts';
import type { Role } from './roles.ts';
import { estRole } from './roles.ts';
import type { TablesAcces } from './tables.ts';

/** The usual proof of a role, for an account a story opens by hand: the first sub-category it may be of. */
export function qualiteUsuelle(role: Role) {
  const [sous_categorie] = sousCategoriesDe(role);
  if (sous_categorie === undefined) return undefined;
  const preuve = SOUS_CATEGORIES[sous_categorie].preuves[0] ?? 'reprise';
  return { sous_categorie, preuve, preuve_de: 'essai', preuve_le: '2026-01-01', preuve_par: 'essai' };
}

/** Proves what the role asks; nothing for a role that reads nothing nominative. */
export async function prouver(
  sql: Kysely<TablesAcces>,
  affectation: string,
  territoire: string,
  role: string,
): Promise<void> {
  const qualite = estRole(role) ? qualiteUsuelle(role) : undefined;
  if (qualite === undefined) return;
  await sql
    .insertInto('qualite')
    .values({ affectation, territoire, ...qualite })
    .onConflict((deja) => deja.columns(['affectation', 'territoire']).doUpdateSet(qualite))
    .execute();
}
