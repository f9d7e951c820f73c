import { sql } from 'kysely';
import type { Transaction } from '#socle/transaction.ts';

/** What waits to leave about this person (a question about her identity to INSi is not that) and is not already on its way. */
const concerne = (tx: Transaction, patient: string) =>
  sql<boolean>`exists (select 1 from resource r where r.patient = ${patient} and r.type <> 'Patient' and r.type || '/' || r.id = envoi.objet)
    and (envoi.verrou_jusqua is null or envoi.verrou_jusqua < ${tx.maintenant})`;

/** Stops what waits to leave about a person whose identity is in doubt (INS-05). Gives how many. */
export async function arreterLesEnvois(tx: Transaction, patient: string): Promise<number> {
  const arretes = await tx.sql
    .updateTable('envoi')
    .set({ etat: 'suspendu', erreur: 'identité douteuse' })
    .where('envoi.etat', '=', 'attente')
    .where(concerne(tx, patient))
    .returning('envoi.id')
    .execute();
  return arretes.length;
}

/** The doubt is gone: what was stopped leaves at the next round. */
export async function reprendreLesEnvois(tx: Transaction, patient: string): Promise<number> {
  const repris = await tx.sql
    .updateTable('envoi')
    .set({ etat: 'attente', erreur: null, a_partir_de: tx.maintenant })
    .where('envoi.etat', '=', 'suspendu')
    .where(concerne(tx, patient))
    .returning('envoi.id')
    .execute();
  return repris.length;
}
