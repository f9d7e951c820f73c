import { sql, type Kysely } from 'kysely';
import type { TablesAbonnement } from '../tables.ts';

/**
 * Where the reading of the history stands.
 *
 * A line of `resource_history` is read once its transaction and all older ones have ended (`xid < pg_snapshot_xmin`): a late commit
 * can then never appear behind us. Transactions are taken by windows `[depuis, jusqua)`; inside a window, which nothing can
 * change any more, lines are read in the order of `seq`. Two versions of one resource are always told in their order, even when the later
 * one belongs to the older transaction: they end up in the same window, and `seq` is taken under the lock of the row.
 */
export interface Page {
  readonly lignes: readonly LigneDHistoire[];
}

export interface LigneDHistoire {
  readonly seq: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly le: Date;
  readonly action: string;
  readonly supprime: boolean;
  /** Live subscriptions on this type which did not exist yet in the snapshot… of an older change. */
  readonly abonnements: readonly string[];
}

const PAGE = 500;
/** End of a window that also takes lines numbered by another cluster (restored from a backup). */
const SANS_FIN = '9223372036854775807';

interface Curseur {
  readonly depuis: string;
  readonly plancher: string;
  readonly jusqua: string | null;
  readonly seq: string | null;
  readonly seq_max: string | null;
}

/** Takes the next lines and moves the cursor past them, in the caller's transaction. Undefined: another process reads, or nobody subscribes. */
export async function lirePage(base: Kysely<TablesAbonnement>): Promise<Page | undefined> {
  const curseur = await base
    .selectFrom('abonnement_curseur as c')
    .select(['c.depuis', 'c.plancher', 'c.jusqua', 'c.seq', 'c.seq_max'])
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (curseur === undefined) return undefined;
  const fenetre = curseur.jusqua === null ? await ouvrirFenetre(base, curseur) : curseur;
  if (fenetre === undefined) return { lignes: [] };
  const lignes = await lireLignes(base, fenetre);
  await avancer(base, fenetre, lignes);
  return { lignes };
}

/** Undefined when no transaction of the next window wrote anything: nothing is written either. */
async function ouvrirFenetre(base: Kysely<TablesAbonnement>, c: Curseur): Promise<Curseur | undefined> {
  const { rows } = await sql<{ jusqua: string; etrangere: boolean; bas: string | null; haut: string | null }>`
    with borne as (
      select case when ${c.depuis}::xid8 > pg_snapshot_xmax(pg_current_snapshot()) then ${SANS_FIN}::xid8
                  else pg_snapshot_xmin(pg_current_snapshot()) end as jusqua,
             ${c.depuis}::xid8 > pg_snapshot_xmax(pg_current_snapshot()) as etrangere)
    select b.jusqua::text as jusqua, b.etrangere, min(h.seq)::text as bas, max(h.seq)::text as haut
    from borne b
    left join resource_history h
      on h.xid >= ${c.depuis}::xid8 and h.xid < b.jusqua and h.seq > ${c.plancher}::bigint
    group by b.jusqua, b.etrangere`.execute(base);
  const ligne = rows[0];
  if (ligne === undefined) return undefined;
  if (ligne.etrangere) await oublierLesInstantanes(base);
  if (ligne.bas === null || ligne.haut === null) {
    if (ligne.etrangere) await repartir(base, c.plancher);
    return undefined;
  }
  return { ...c, jusqua: ligne.jusqua, seq: String(BigInt(ligne.bas) - 1n), seq_max: ligne.haut };
}

async function lireLignes(base: Kysely<TablesAbonnement>, f: Curseur): Promise<readonly LigneDHistoire[]> {
  const { rows } = await sql<LigneDHistoire>`
    with page as (
      select h.seq, h.xid, h.type, h.id, h.version, h.le, h.action, h.supprime
      from resource_history h
      where h.seq > ${f.seq}::bigint and h.seq <= ${f.seq_max}::bigint and h.seq > ${f.plancher}::bigint
        and h.xid >= ${f.depuis}::xid8 and h.xid < ${f.jusqua}::xid8
      order by h.seq
      limit ${PAGE})
    select p.seq::text as seq, p.type, p.id, p.version, p.le, p.action, p.supprime,
           array(select a.id from abonnement a
                 where a.etat <> 'eteint' and p.type = any(a.types)
                   and not pg_visible_in_snapshot(p.xid, a.instantane)
                   and (a.debut_le is null or a.debut_le <= p.le)
                   and (a.fin_le is null or a.fin_le > p.le)
                 order by a.id) as abonnements
    from page p
    order by p.seq`.execute(base);
  return rows;
}

async function avancer(base: Kysely<TablesAbonnement>, f: Curseur, lignes: readonly LigneDHistoire[]): Promise<void> {
  const derniere = lignes.at(-1);
  if (lignes.length === PAGE && derniere !== undefined) {
    await base
      .updateTable('abonnement_curseur')
      .set({ jusqua: f.jusqua, seq: derniere.seq, seq_max: f.seq_max })
      .execute();
  } else if (f.jusqua === SANS_FIN) await repartir(base, f.seq_max ?? f.plancher);
  else
    await base
      .updateTable('abonnement_curseur')
      .set({ depuis: f.jusqua ?? f.depuis, jusqua: null, seq: null, seq_max: null })
      .execute();
}

/** After a restoration: what the other cluster numbered is done; from here, only lines written in this one count. */
async function repartir(base: Kysely<TablesAbonnement>, plancher: string): Promise<void> {
  await base
    .updateTable('abonnement_curseur')
    .set({ depuis: '0', plancher, jusqua: null, seq: null, seq_max: null })
    .execute();
}

/** Snapshots of another cluster mean nothing here: every line still to read is after them. */
async function oublierLesInstantanes(base: Kysely<TablesAbonnement>): Promise<void> {
  await base.updateTable('abonnement').set({ instantane: '3:3:' }).execute();
}

/**
 * Sets the cursor for the first subscription of a territory: what was written before is not told. Lines numbered by another cluster
 * (restored) lie under the floor. Does nothing while other subscriptions are alive.
 */
export async function poserLeCurseur(base: Kysely<TablesAbonnement>): Promise<void> {
  await sql`
    insert into abonnement_curseur (depuis, plancher)
    select pg_snapshot_xmin(pg_current_snapshot()),
           coalesce((select max(h.seq) from resource_history h
                     where h.xid >= pg_snapshot_xmax(pg_current_snapshot()) and h.xid <> pg_current_xact_id()), 0)
    on conflict (une) do update
    set depuis = excluded.depuis, plancher = greatest(abonnement_curseur.plancher, excluded.plancher), jusqua = null, seq = null, seq_max = null
    where not exists (select 1 from abonnement a where a.etat <> 'eteint')`.execute(base);
}
