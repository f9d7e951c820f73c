import { refus } from '../refus.ts';
import type { Courriel, Fil } from './store.ts';

export interface DestinataireDeReponse {
  readonly adresse: string;
  readonly nom: string;
  readonly ref?: string | undefined;
}

/** Last message that somebody wrote to us in the thread; undefined when only we wrote. */
export function dernierRecu(courriels: readonly Courriel[]): Courriel | undefined {
  return courriels.findLast((c) => c.sens === 'recu' && c.nature === 'message');
}

/** Who an answer goes to: the last who wrote, else the correspondent. Throws a refusal when there is nobody. */
export function destinataireDe(fil: Fil, courriels: readonly Courriel[]): DestinataireDeReponse {
  const dernier = dernierRecu(courriels);
  const adresse = dernier?.de ?? fil.correspondant;
  if (adresse === '' || adresse === fil.boite) throw refus.personne_a_qui_repondre();
  return dernier === undefined
    ? { adresse, nom: fil.correspondant_nom, ref: fil.correspondant_ref ?? undefined }
    : { adresse, nom: dernier.de_nom, ref: dernier.de_ref ?? undefined };
}
