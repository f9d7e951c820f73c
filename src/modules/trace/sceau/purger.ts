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

/** Lines erased in one transaction: nobody waits for a whole year to leave. */
const TRANCHE = 5_000;

/** Who erases, for the trace: the operator's command, or Cordée by itself. */
export type QuiPurge = 'operateur' | 'conservation';

/**
 * Erases the lines whose time has come, text and salt: their leaves stay in the seals and the journal still verifies. Who wrote what
 * belongs to the record and follows it: no write is erased here. Only sealed lines go, some at a time: what a stop interrupts is done the
 * next time. Each part says how many it took, in the journal. On the administrator's connection: the application itself may erase nothing.
 */
export async function purgerLeJournal(
  client: pg.ClientBase,
  territoire: CodeTerritoire,
  durees: DureesDeGarde,
  { le, par, tranche = TRANCHE }: { readonly le: Date; readonly par: QuiPurge; readonly tranche?: number },
): Promise<BilanPurge> {
  const bilan = { techniques: 0, acces: 0 };
  for (;;) {
    const { techniques, acces } = await purgerUneTranche(client, territoire, durees, { le, par, tranche });
    bilan.techniques += techniques;
    bilan.acces += acces;
    if (techniques < tranche && acces < tranche) return bilan;
  }
}

async function purgerUneTranche(
  client: pg.ClientBase,
  territoire: CodeTerritoire,
  durees: DureesDeGarde,
  { le, par, tranche }: { readonly le: Date; readonly par: QuiPurge; readonly tranche: number },
): Promise<BilanPurge> {
  await client.query('begin');
  try {
    await client.query(`set local search_path = ${territoire}, shared, pg_temp`);
    const techniques = await effacer(client, 'patient is null', ilYA(le, durees.techniqueMois), tranche);
    const acces = await effacer(client, 'patient is not null', ilYA(le, durees.accesMois), tranche);
    const contextes = [...new Set([...techniques, ...acces])].filter((c) => c !== null);
    if (techniques.length + acces.length > 0)
      await tracer(client, techniques.length + acces.length, durees, { le, par });
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

/** Technical lines of the doors, before anybody is known, older than this; says how many in the same journal. */
export async function purgerLesPortes(client: pg.ClientBase, mois: number, le: Date): Promise<number> {
  const { rowCount } = await client.query('delete from shared.trace_porte t where t.le < $1', [ilYA(le, mois)]);
  const nombre = rowCount ?? 0;
  if (nombre > 0)
    await client.query('insert into shared.trace_porte (le, evenement, motif) values ($1, $2, $3)', [
      le,
      'porte.purge',
      `duree:${mois} lignes:${nombre}`,
    ]);
  return nombre;
}

function ilYA(maintenant: Date, mois: number): Date {
  const avant = new Date(maintenant);
  avant.setUTCMonth(avant.getUTCMonth() - mois);
  return avant;
}

/** Contexts of the lines erased, one per line. */
async function effacer(
  client: pg.ClientBase,
  lesquelles: string,
  avant: Date,
  limite: number,
): Promise<readonly (string | null)[]> {
  const { rows } = await client.query<{ contexte: string | null }>(
    `delete from trace t where t.seq in (
         select v.seq from trace v where v.le < $1 and v.genre <> 'ecriture' and v.${lesquelles}
            and v.seq in (select unnest(s.seqs) from trace_sceau s) order by v.seq limit $2)
       returning t.contexte::text as contexte`,
    [avant, limite],
  );
  return rows.map(({ contexte }) => contexte);
}

async function tracer(
  client: pg.ClientBase,
  nombre: number,
  durees: DureesDeGarde,
  { le, par }: { readonly le: Date; readonly par: QuiPurge },
): Promise<void> {
  await client.query(
    `insert into trace (le, acteur, role, action, genre, fondement, decision, nombre)
     values ($1, $4, 'systeme', 'audit.purger', 'ecriture', $2, 'permis', $3)`,
    [le, `duree:${durees.techniqueMois}/${durees.accesMois}`, nombre, `systeme:${par}`],
  );
}
