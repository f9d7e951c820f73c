import type { DetailDemande } from '../contract.ts';
import { nomDuCandidat } from '../demande.ts';

/** The confirmed name, else the name as the requester wrote it; '' when nobody was named. */
export function nomDeLaPersonne({ patient, candidat }: Pick<DetailDemande, 'patient' | 'candidat'>): string {
  return patient?.nom ?? nomDuCandidat({ ...candidat, nom: candidat.nom ?? '' });
}
