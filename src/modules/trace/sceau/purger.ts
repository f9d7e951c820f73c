import type pg from 'pg';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';

/** How long a line is kept, in months (TR-02, CNIL recommendation of October 2021): parameters of the territory. */
export interface DureesDeGarde {
  /** Lines that name no person: screens, sign-ins, refusals without a record. */
  readonly techniqueMois: number;
  /** Who read which record, for the internal control. */
  readonly accesMois: number;
}

export interface BilanPurge {
  readonly techniques: number;
  readonly acces: number;
}

/**
 * Erases the lines whose time has come, text and salt: their leaves stay in the seals and the journal still verifies. Who wrote what
 * belongs to the record and follows it: no write is erased here. Only sealed lines go. The purge says how many it took, in the journal.
 * On the administrator's connection: the application itself may erase nothing.
 */
export async function purgerLeJournal(
  client: pg.ClientBase,
  territoire: CodeTerritoire,
  durees: DureesDeGarde,
  maintenant: Date,
): Promise<BilanPurge> {
  await client.query('begin');
  try {
    await client.query(`set local search_path = ${territoire}, shared, pg_temp`);
    const techniques = await effacer(client, 'patient is null', ilYA(maintenant, durees.techniqueMois));
    const acces = await effacer(client, 'patient is not null', ilYA(maintenant, durees.accesMois));
    const contextes = [...new Set([...techniques, ...acces])].filter((c) => c !== null);
    if (techniques.length + acces.length > 0)
      await tracer(client, techniques.length + acces.length, durees, maintenant);
    await client.query(
      'delete from trace_contexte c where c.id = any ($1::bigint[]) and not exists (select 1 from trace t where t.contexte = c.id)',
      [contextes],
    );
    await client.query('commit');
    return { techniques: techniques.length, acces: acces.length };
  } catch (erreur) {
    await client.query('rollback');
    throw erreur;
  }
}

function ilYA(maintenant: Date, mois: number): Date {
  const avant = new Date(maintenant);
  avant.setUTCMonth(avant.getUTCMonth() - mois);
  return avant;
}

/** Contexts of the lines erased, one per line. */
async function effacer(client: pg.ClientBase, lesquelles: string, avant: Date): Promise<readonly (string | null)[]> {
  const { rows } = await client.query<{ contexte: string | null }>(
    `delete from trace t where t.le < $1 and t.genre <> 'ecriture' and t.${lesquelles}
       and t.seq in (select unnest(s.seqs) from trace_sceau s) returning t.contexte::text as contexte`,
    [avant],
  );
  return rows.map(({ contexte }) => contexte);
}

async function tracer(client: pg.ClientBase, nombre: number, durees: DureesDeGarde, le: Date): Promise<void> {
  await client.query(
    `insert into trace (le, acteur, role, action, genre, fondement, decision, nombre)
     values ($1, 'systeme:operateur', 'systeme', 'audit.purger', 'ecriture', $2, 'permis', $3)`,
    [le, `duree:${durees.techniqueMois}/${durees.accesMois}`, nombre],
  );
}
