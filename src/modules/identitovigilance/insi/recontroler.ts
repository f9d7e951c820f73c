import { sql } from 'kysely';
import { acteurSysteme } from '#acces/acteur.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import { passerLeGel } from '#socle/apres-deces.ts';
import type { Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { RECONTROLE } from '../parametres.ts';
import { tables } from '../tables.ts';
import { CANAL } from './canal.ts';

const JOUR_MS = 86_400_000;

/**
 * Asks INSi again about identities retrieved or qualified long ago (INS-08), the oldest first, a few at a time. Nothing is written about the person
 * here nor by a service that does not answer: only an answer that disagrees calls somebody. Returns how many were asked.
 */
export async function recontroler(socle: Socle, territoire: CodeTerritoire): Promise<number> {
  const maintenant = socle.horloge.maintenant();
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (base) => {
    await passerLeGel(base, 'identite');
    const acteur = acteurSysteme(territoire, 'recontrole');
    const tx = new Transaction({ ...socle, sql: base, acteur, maintenant });
    const jours = (await lireReglage(base, 'identite'))?.recontroleJours ?? RECONTROLE.jours;
    if (jours === 0) return 0;
    const patients = await aRecontroler(tx, jours);
    for (const patient of patients) await demander(tx, patient);
    return patients.length;
  });
}

/** An answer, or an identity more recent than the period, is enough; a service that stayed silent is asked again the next day. */
async function aRecontroler(tx: Transaction, jours: number): Promise<readonly string[]> {
  const avant = (ms: number): Date => new Date(tx.maintenant.getTime() - ms);
  const { rows } = await sql<{ patient: string }>`
    select c.patient from ins_connue c
    join resource r on r.type = 'Patient' and r.id = c.patient and not r.supprime and coalesce(r.contenu ->> 'active', 'true') <> 'false'
    where c.etat in ('recuperee', 'qualifiee') and c.depuis <= ${avant(jours * JOUR_MS)}
      and not exists (select 1 from deces_connu d where d.patient = c.patient)
      and not exists (select 1 from retenue_identite g where g.patient = c.patient)
      and not exists (select 1 from interrogation_insi i where i.patient = c.patient
        and (i.etat = 'attente' or i.demandee_le > case when i.etat = 'faite' and i.issue <> 'refusee' then ${avant(jours * JOUR_MS)}::timestamptz else ${avant(JOUR_MS)}::timestamptz end))
    order by c.depuis, c.patient
    limit ${RECONTROLE.parTour}`.execute(tx.sql);
  return rows.map(({ patient }) => patient);
}

async function demander(tx: Transaction, patient: string): Promise<void> {
  const id = tx.nouvelId();
  await tables(tx)
    .insertInto('interrogation_insi')
    .values({
      id,
      patient,
      genre: 'controle',
      demandeur: tx.acteur.ref,
      demandeur_nom: tx.acteur.nom,
      demandee_le: tx.maintenant,
    })
    .execute();
  await tx.envoyer(CANAL, `Patient/${patient}`, { interrogation: id });
}
