import { permission, traitsDepuisPatient } from '#fhir/identite/index.ts';
import { gererIdentite, insConnueDe } from '#modules/dossier/index.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { interroger as contratInterroger } from '../contract.ts';
import { refus } from '../refus.ts';
import { tables } from '../tables.ts';
import { CANAL } from './canal.ts';
import { traitsPourInsi } from './traits.ts';

/** Asks INSi; the answer comes by itself, a service that is down is asked again. `raccorde`: this house has an INSi. */
export function actionInterroger(raccorde: boolean): Action {
  return action(contratInterroger, {
    apresDeces: 'identite',
    droit: gererIdentite,
    faire: async ({ entree, tx }) => {
      if (!raccorde) throw refus.non_raccorde();
      return { interrogation: await demander(tx, entree.patient) };
    },
  });
}

/** One question at a time for a person. Verifies the identity already held when there is one, looks for it otherwise. */
export async function demander(tx: Transaction, patient: string): Promise<string> {
  const traits = traitsDepuisPatient((await tx.lire('Patient', patient)).ressource);
  if (permission('appeler_insi', traits.fiabilite) !== 'oui') throw refus.identite_bloquee();
  if (traitsPourInsi(traits) === undefined) throw refus.traits_manquants();
  const connue = await insConnueDe(tx, patient);
  const id = tx.nouvelId();
  const posee = await tables(tx)
    .insertInto('interrogation_insi')
    .values({
      id,
      patient,
      genre: connue?.etat === 'proposee' ? 'verification' : 'recherche',
      demandeur: tx.acteur.ref,
      demandeur_nom: tx.acteur.nom,
      demandee_le: tx.maintenant,
    })
    .onConflict((conflit) => conflit.doNothing())
    .returning('interrogation_insi.id')
    .executeTakeFirst();
  if (posee === undefined) throw refus.deja_demandee();
  await tx.envoyer(CANAL, `Patient/${patient}`, { interrogation: id });
  tx.concerne(patient);
  tx.rafraichir('identitovigilance.qualification');
  return id;
}
