import { z } from 'zod';

/**
 * A backup is gzip over lines of JSON (NDJSON), in this order: one header; for each table, an opening line, its rows, a closing
 * line with their number and their SHA-256; the counters; one last line with the SHA-256 of everything above it.
 * A row is an array of texts (or null), one per column, as PostgreSQL writes the value: what is read back is what was there.
 */
export const FORMAT = 'cordee-sauvegarde';
export const VERSION_FORMAT = 1;

const Migration = z.object({ numero: z.number(), nom: z.string() });
const Territoire = z.object({
  code: z.string().regex(/^t[0-9]{4}$/),
  nom: z.string(),
  profil: z.enum(['essai', 'reel']),
  creeLe: z.string(),
});

export const Entete = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION_FORMAT),
  le: z.string(),
  cordee: z.string(),
  /** Structure of the database the rows come from. */
  migrations: z.object({ commun: z.array(Migration), territoire: z.array(Migration) }),
  territoires: z.array(Territoire),
});
export type Entete = z.output<typeof Entete>;

const Nom = z.string().regex(/^[a-z][a-z0-9_]*$/);
const Colonne = z.object({ nom: Nom, type: z.string().regex(/^[a-z][a-z0-9_ ]*(?:\([0-9,]+\))?(?:\[\])?$/) });
export const Ouverture = z.object({
  table: z.object({ schema: Nom, nom: Nom }),
  colonnes: z.array(Colonne),
  /** The table refers to itself: its rows are restored in one statement. */
  dUnBloc: z.boolean(),
});
export type Ouverture = z.output<typeof Ouverture>;

export const Rangee = z.array(z.string().nullable());
export type Rangee = z.output<typeof Rangee>;

export const Cloture = z.object({ fin: z.string(), lignes: z.number(), sha256: z.string() });
export const Compteur = z.object({ compteur: z.object({ schema: Nom, nom: Nom }), valeur: z.string().nullable() });
export type Compteur = z.output<typeof Compteur>;
export const Sceau = z.object({ sceau: z.string(), tables: z.number(), lignes: z.number() });
export type Sceau = z.output<typeof Sceau>;

/** The file is not what it says it is: cut, altered, or of another origin. Nothing is restored from it. */
export class SauvegardeAbimee extends Error {
  override readonly name = 'SauvegardeAbimee';
}
