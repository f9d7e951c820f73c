import { sql, type RawBuilder } from 'kysely';
import type { RaisonRetenue } from '#socle/retenue.ts';
import type { Transaction } from '#socle/transaction.ts';

const SANS_SUITE = 'Envoi abandonné par l’identitovigilance : l’identité de la personne a été usurpée.';

/** Lines of the outbox about this person (a question about her identity to INSi is not one). */
const surElle = (patient: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from resource r where r.patient = ${patient} and r.type <> 'Patient' and r.type || '/' || r.id = envoi.objet)`;

const pasEnChemin = (tx: Transaction): RawBuilder<boolean> =>
  sql<boolean>`(envoi.verrou_jusqua is null or envoi.verrou_jusqua < ${tx.maintenant})`;

/**
 * Stops what waits to leave about a person whose identity is in doubt (INS-05). What is on its way at this instant is not tried again if it
 * fails: the worker takes no line that is held. Gives how many.
 */
export async function arreterLesEnvois(tx: Transaction, patient: string): Promise<number> {
  await retenir(tx, patient, 'doute');
  const arretes = await tx.sql
    .updateTable('envoi')
    .set({ etat: 'suspendu', erreur: 'identité douteuse' })
    .where('envoi.etat', '=', 'attente')
    .where(surElle(patient))
    .where(pasEnChemin(tx))
    .returning('envoi.id')
    .execute();
  return arretes.length;
}

/**
 * The doubt is gone: what was stopped leaves at the next round. A frozen identity keeps everything: only its own decision opens it. `sous`: the file
 * that holds her elements now, when a merge has settled the doubt.
 */
export async function reprendreLesEnvois(tx: Transaction, patient: string, sous = patient): Promise<number> {
  const levee = await tx.sql
    .deleteFrom('retenue_identite')
    .where('retenue_identite.patient', '=', patient)
    .where('retenue_identite.raison', '=', 'doute')
    .returning('retenue_identite.patient')
    .executeTakeFirst();
  return levee === undefined ? 0 : relancer(tx, sous);
}

/** From now on nothing leaves about this person, whatever the channel (INS-09). */
export async function gelerLesEnvois(tx: Transaction, patient: string): Promise<void> {
  await retenir(tx, patient, 'gel');
}

/** How many messages about this person wait for a decision. */
export async function envoisRetenus(tx: Transaction, patient: string): Promise<number> {
  const { nombre } = await tx.sql
    .selectFrom('envoi')
    .select((eb) => eb.fn.countAll<string>().as('nombre'))
    .where('envoi.etat', 'in', ['suspendu', 'attente'])
    .where('envoi.abandon', 'is', null)
    .where(surElle(patient))
    .executeTakeFirstOrThrow();
  return Number(nombre);
}

/**
 * The freeze ends, and somebody says what becomes of what was held. `reprendre`: it leaves, or waits for the end of the doubt when one is left.
 * `abandonner`: it never leaves, each author is told and joins the recipient otherwise. Gives how many leave, wait or are given up.
 */
export async function degelerLesEnvois(
  tx: Transaction,
  patient: string,
  { decision, douteuse }: { readonly decision: 'reprendre' | 'abandonner'; readonly douteuse: boolean },
): Promise<number> {
  const retenus = await envoisRetenus(tx, patient);
  if (decision === 'abandonner') await abandonner(tx, patient);
  if (douteuse) {
    await tx.sql
      .updateTable('retenue_identite')
      .set({ raison: 'doute', depuis: tx.maintenant })
      .where('retenue_identite.patient', '=', patient)
      .execute();
    return retenus;
  }
  await tx.sql.deleteFrom('retenue_identite').where('retenue_identite.patient', '=', patient).execute();
  await relancer(tx, patient);
  return retenus;
}

async function retenir(tx: Transaction, patient: string, raison: RaisonRetenue): Promise<void> {
  await tx.sql
    .insertInto('retenue_identite')
    .values({ patient, raison, depuis: tx.maintenant })
    .onConflict((conflit) =>
      conflit.column('patient').doUpdateSet({
        depuis: tx.maintenant,
        ...(raison === 'gel' ? { raison } : {}),
      }),
    )
    .execute();
}

async function relancer(tx: Transaction, patient: string): Promise<number> {
  const repris = await tx.sql
    .updateTable('envoi')
    .set({ etat: 'attente', erreur: null, a_partir_de: tx.maintenant })
    .where('envoi.etat', '=', 'suspendu')
    .where(surElle(patient))
    .returning('envoi.id')
    .execute();
  return repris.length;
}

/** Put back in the queue with the reason: the channel tells whoever wrote it, as for any message that was not delivered. */
async function abandonner(tx: Transaction, patient: string): Promise<void> {
  await tx.sql
    .updateTable('envoi')
    .set({ etat: 'attente', abandon: SANS_SUITE, a_partir_de: tx.maintenant })
    .where('envoi.etat', 'in', ['suspendu', 'attente'])
    .where(surElle(patient))
    .where(pasEnChemin(tx))
    .execute();
}
