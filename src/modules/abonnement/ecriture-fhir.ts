import type { EcritureFhir } from '#socle/ecriture-fhir.ts';
import { retenir } from './proprietaire.ts';

/** A Subscription is always this room's: created, changed and deleted by its actions, whoever asks. */
const abonnement: EcritureFhir = {
  type: 'Subscription',
  traduire({ avant, apres, acteur }) {
    const memoire = retenir(acteur);
    const logiciel = memoire?.genre === 'compte' ? memoire.logiciel : undefined;
    if (avant?.id === undefined)
      return {
        action: 'abonnement.creer',
        entree: { ressource: apres, ...(logiciel === undefined ? {} : { logiciel }) },
        reference: (sortie) => `Subscription/${idDe(sortie)}`,
      };
    if (apres === undefined) return { action: 'abonnement.supprimer', entree: { id: avant.id } };
    return { action: 'abonnement.modifier', entree: { id: avant.id, ressource: apres } };
  },
};

function idDe(sortie: unknown): string {
  if (typeof sortie === 'object' && sortie !== null && 'id' in sortie && typeof sortie.id === 'string')
    return sortie.id;
  throw new Error('abonnement.creer n’a pas rendu d’id');
}

export const ecrituresFhir: readonly EcritureFhir[] = [abonnement];
