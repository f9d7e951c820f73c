import { patientDe, referenceDeLaSortie, type EcritureFhir } from '#socle/ecriture-fhir.ts';
import { categorieDe } from '#socle/categorie.ts';
import { CATEGORIE_TACHE } from './tache.ts';

/** A dated promise: another software may say it is done, or give one to a named person. */
const tache: EcritureFhir = {
  type: 'Task',
  traduire({ avant, apres }) {
    if (categorieDe(avant ?? apres) !== CATEGORIE_TACHE) return undefined;
    if (apres?.resourceType !== 'Task')
      return { refus: 'Une tâche ne s’efface pas : dites qu’elle est faite.', operation: 'liaison.faireTache' };
    if (avant === undefined)
      return {
        action: 'liaison.donnerTache',
        entree: {
          quoi: apres.description,
          patient: patientDe(apres.for?.reference),
          qui: apres.owner?.reference,
          pourLe: apres.restriction?.period?.end,
        },
        reference: referenceDeLaSortie('Task'),
      };
    if (apres.status === 'completed')
      return { action: 'liaison.faireTache', entree: { id: avant.id, commentaire: apres.note?.at(-1)?.text } };
    return {
      refus: 'D’une tâche, cette porte dit seulement qu’elle est faite (completed).',
      operation: 'liaison.reporterTache',
    };
  },
};

export const ecrituresFhir: readonly EcritureFhir[] = [tache];
