import { sql } from 'kysely';
import { acteurSysteme } from '#acces/acteur.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Socle } from '#socle/executer.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import { surUnePersonneGelee } from '#socle/retenue.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { ARRETS } from './arrets.ts';
import { eteindre } from './envoi/issues.ts';
import { CANAL, mettreEnRoute, rappeler, verrouiller } from './store.ts';
import { tables } from './tables.ts';
import { LIMITES } from './vocabulaire.ts';

const JOUR_MS = 86_400_000;
const LOT = 1_000;

/** Somebody subscribes here, or something is still to leave: otherwise there is nothing to read for. */
export async function aSuivre(socle: Socle, territoire: CodeTerritoire): Promise<boolean> {
  return socle.base.territoire<TablesTerritoire, boolean>(
    territoire,
    async (brut) => {
      const { rows } = await sql<{ vrai: boolean }>`
        select exists (select 1 from abonnement a where a.etat <> 'eteint')
            or exists (select 1 from envoi e where e.canal = ${CANAL} and e.etat = 'attente') as vrai`.execute(brut);
      return rows[0]?.vrai === true;
    },
    { lecture: true },
  );
}

/** What time brings: heartbeats to send, subscriptions that reach their end. Returns how many moved. */
export async function entretenir(socle: Socle, territoire: CodeTerritoire): Promise<number> {
  const maintenant = socle.horloge.maintenant();
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (brut) => {
    const { rows } = await sql<{ id: string; finie: boolean }>`
      select a.id, coalesce(a.fin_le <= ${maintenant}, false) as finie from abonnement a
      where (a.etat <> 'eteint' and a.fin_le <= ${maintenant}) or (a.etat = 'actif' and a.battement_le <= ${maintenant})
      order by a.id limit ${LOT}`.execute(brut);
    const tx = new Transaction({ ...socle, sql: brut, acteur: acteurSysteme(territoire, 'abonnement'), maintenant });
    for (const { id, finie } of rows) await (finie ? finir(tx, id) : battre(tx, id));
    const repris = await reprendre(tx);
    await prevenirLesEcrans(tx);
    return rows.length + repris;
  });
}

/** Events that were held (a frozen identity) and are no more: nothing is on its way to tell them. */
async function reprendre(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select a.id from abonnement a
    where a.etat = 'actif' and a.definition->'canal'->>'adresse' is not null
      and not exists (select 1 from envoi v where v.canal = ${CANAL} and v.objet = 'Subscription/' || a.id and v.etat = 'attente')
      and exists (select 1 from abonnement_evenement e where e.abonnement = a.id and e.numero is null and not ${surUnePersonneGelee('e')})
    order by a.id limit ${LOT}`.execute(tx.sql);
  for (const { id } of rows) {
    const abonnement = await verrouiller(tables(tx.sql), id);
    if (abonnement?.etat === 'actif') await mettreEnRoute(tx, abonnement, 'evenements');
  }
  return rows.length;
}

async function finir(tx: Transaction, id: string): Promise<void> {
  const abonnement = await verrouiller(tables(tx.sql), id);
  if (abonnement === undefined || abonnement.etat === 'eteint') return;
  await rappeler(tx, id);
  await eteindre(tx, abonnement, ARRETS.fin_atteinte);
}

/** The next beat is counted from now, whether or not something is already on its way: that too says we are alive. */
async function battre(tx: Transaction, id: string): Promise<void> {
  const abonnement = await verrouiller(tables(tx.sql), id);
  const periode = abonnement?.definition.canal.battementSecondes;
  if (abonnement?.etat !== 'actif' || periode === undefined) return;
  await tables(tx.sql)
    .updateTable('abonnement')
    .set({ battement_le: new Date(tx.maintenant.getTime() + periode * 1000) })
    .where('abonnement.id', '=', id)
    .execute();
  await mettreEnRoute(tx, abonnement, 'battement');
}

/** Forgets what is too old to be replayed, and the notifications that left long ago. Returns how many lines went. */
export async function oublier(socle: Socle, territoire: CodeTerritoire): Promise<number> {
  const limite = new Date(socle.horloge.maintenant().getTime() - LIMITES.conservationJours * JOUR_MS);
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (brut) => {
    const evenements = await sql`
      delete from abonnement_evenement e using abonnement a
      where a.id = e.abonnement and e.le < ${limite}
        and (a.etat in ('panne', 'eteint') or (e.numero is not null and e.numero <= a.livre)
             or a.definition->'canal'->>'genre' = 'flux')`.execute(brut);
    const envois = await sql`
      delete from envoi e where e.canal = ${CANAL} and e.etat = 'parti' and e.parti_le < ${limite}`.execute(brut);
    return Number(evenements.numAffectedRows ?? 0n) + Number(envois.numAffectedRows ?? 0n);
  });
}
