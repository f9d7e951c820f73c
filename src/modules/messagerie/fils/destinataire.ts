import type { Courriel, Fil } from './store.ts';

interface DestinataireDeReponse {
  readonly adresse: string;
  readonly nom: string;
  readonly ref?: string | undefined;
}

/** Last message that somebody wrote to us in the thread; undefined when only we wrote. */
export function dernierRecu(courriels: readonly Courriel[]): Courriel | undefined {
  return courriels.findLast((c) => c.sens === 'recu' && c.nature === 'message');
}

/** Who an answer goes to: the last who wrote, else the correspondent; undefined when there is nobody. */
export function destinataireDe(fil: Fil, courriels: readonly Courriel[]): DestinataireDeReponse | undefined {
  const dernier = dernierRecu(courriels);
  const adresse = dernier?.de ?? fil.correspondant;
  if (adresse === '' || adresse === fil.boite) return undefined;
  return dernier === undefined
    ? { adresse, nom: fil.correspondant_nom, ref: fil.correspondant_ref ?? undefined }
    : { adresse, nom: dernier.de_nom, ref: dernier.de_ref ?? undefined };
}
