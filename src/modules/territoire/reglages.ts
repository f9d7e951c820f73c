import { z } from 'zod';
import type { Kysely } from 'kysely';
import type { TablesTerritoire } from '#socle/tables.ts';

const Porteur = z.object({ ref: z.string(), nom: z.string(), telephone: z.string() });

/** Settings of a territory. Each has a default, a schema, and says where its value comes from. */
export const REGLAGES = {
  /** Who answers for a queue, in order: on duty first, then the escalation ladder. */
  files: z.record(
    z.string(),
    z.object({
      nom: z.string(),
      structure: z.string(),
      boite: z.string().optional(),
      porteurs: z.array(Porteur).min(1),
    }),
  ),
  /** Mailbox of each structure that receives in this territory: address → structure and queue. */
  boites: z.array(z.object({ adresse: z.string(), structure: z.string(), nom: z.string(), file: z.string() })),
  calendrier: z.object({ alsaceMoselle: z.boolean() }),
  /** Local procedures of identity: `pieceEhpad` opens the rule of residents, `datamatrixSeul` trusts a scan where INSi is not connected. */
  identite: z.object({
    pieceEhpad: z.boolean(),
    datamatrixSeul: z.boolean(),
    /** Days after which INSi is asked again about an identity already retrieved; 0: never. */
    recontroleJours: z.int().min(0).max(3650).optional(),
  }),
} as const;

export type CleReglage = keyof typeof REGLAGES;
export type ValeurReglage<C extends CleReglage> = z.output<(typeof REGLAGES)[C]>;

/** Reads one setting of the current territory; undefined when the territory never set it. */
export async function lireReglage<C extends CleReglage>(
  sql: Kysely<TablesTerritoire>,
  cle: C,
): Promise<ValeurReglage<C> | undefined> {
  const ligne = await sql
    .selectFrom('reglage')
    .select('reglage.valeur')
    .where('reglage.cle', '=', cle)
    .executeTakeFirst();
  return ligne === undefined ? undefined : (REGLAGES[cle].parse(ligne.valeur) as ValeurReglage<C>);
}

export async function ecrireReglage<C extends CleReglage>(
  sql: Kysely<TablesTerritoire>,
  cle: C,
  valeur: ValeurReglage<C>,
  source: string,
  le: Date,
): Promise<void> {
  const ligne = { valeur: JSON.stringify(REGLAGES[cle].parse(valeur)), source, le };
  await sql
    .insertInto('reglage')
    .values({ cle, ...ligne })
    .onConflict((conflit) => conflit.column('cle').doUpdateSet(ligne))
    .execute();
}

/** The people who answer for a queue; a territory without one cannot receive anything, so it is an error to say aloud. */
export async function fileDe(sql: Kysely<TablesTerritoire>, nom: string): Promise<ValeurReglage<'files'>[string]> {
  const files = await lireReglage(sql, 'files');
  const file = files?.[nom];
  if (file === undefined)
    throw new Error(`la file « ${nom} » n’a pas de responsable : réglez-la dans Territoire › Files`);
  return file;
}

/** Mailbox a structure writes from in this territory. */
export async function boiteDeLaStructure(
  sql: Kysely<TablesTerritoire>,
  structure: string,
): Promise<string | undefined> {
  const boites = await lireReglage(sql, 'boites');
  return boites?.find((boite) => boite.structure === structure)?.adresse;
}
