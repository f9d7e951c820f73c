import type { Selectable } from 'kysely';
import { exigerElevation } from '#acces/elevation.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { repondre } from './droits.ts';
import { GelPose } from './faits.ts';
import { refus } from './refus.ts';
import { tables, type TableGel } from './tables.ts';

/** The legal hold that runs on a record, if any. */
export function gelDe(tx: Transaction, patient: string): Promise<Selectable<TableGel> | undefined> {
  return tables(tx)
    .selectFrom('gel_conservation')
    .selectAll()
    .where('gel_conservation.patient', '=', patient)
    .where('gel_conservation.leve_le', 'is', null)
    .executeTakeFirst();
}

export async function exigerSansGel(tx: Transaction, patient: string): Promise<void> {
  if ((await gelDe(tx, patient)) !== undefined) throw refus.gele();
}

/** Legal hold: an appeal runs, nothing leaves, whatever the clocks say. */
export const geler = action(contrat.geler, {
  apresDeces: 'droits',
  droit: repondre,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, motif } = entree;
    tx.concerne(patient);
    if ((await gelDe(tx, patient)) !== undefined) throw refus.deja_gele();
    const id = tx.nouvelId();
    await tables(tx)
      .insertInto('gel_conservation')
      .values({
        id,
        patient,
        motif,
        pose_par: acteur.id,
        pose_par_nom: acteur.nom,
        pose_le: maintenant,
        leve_par: null,
        leve_par_nom: null,
        leve_le: null,
        leve_motif: null,
      })
      .execute();
    await dire(tx, id, patient, false);
    return { id };
  },
});

export const lever = action(contrat.lever, {
  apresDeces: 'droits',
  droit: repondre,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    tx.concerne(entree.patient);
    const gel = await gelDe(tx, entree.patient);
    if (gel === undefined) throw refus.pas_gele();
    await tables(tx)
      .updateTable('gel_conservation')
      .set({ leve_par: acteur.id, leve_par_nom: acteur.nom, leve_le: maintenant, leve_motif: entree.motif })
      .where('gel_conservation.id', '=', gel.id)
      .execute();
    await dire(tx, gel.id, entree.patient, true);
    return { id: gel.id };
  },
});

async function dire(tx: Transaction, id: string, patient: string, leve: boolean): Promise<void> {
  await tx.fait(GelPose, {
    objet: `gel/${id}`,
    patient,
    lecteurs: [tx.acteur.ref],
    donnees: { par: tx.acteur.nom, leve },
  });
}
