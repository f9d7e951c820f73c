import type { ApprendreNonRemis, RecevoirReponse } from '#socle/reception.ts';
import { relancerLeVerificateur, verificationParTache } from './verification.ts';

/** A plain answer to the confirmation mail: a human reads it, the check stays theirs. */
const lireReponse: RecevoirReponse = async ({ tx, objet }) => {
  const verification = await verificationParTache(tx, objet);
  if (verification === undefined || verification.close_le !== null) return false;
  await relancerLeVerificateur(tx, verification, 'lire la réponse reçue et mettre la fiche à jour');
  return true;
};

/** The confirmation mail did not arrive (the mailroom already counted the failure of the address): one calls. */
const apprendreNonRemis: ApprendreNonRemis = async ({ tx, objet }) => {
  const verification = await verificationParTache(tx, objet);
  if (verification === undefined || verification.close_le !== null) return;
  await relancerLeVerificateur(tx, verification, 'appeler : le message de confirmation n’est pas arrivé');
};

export const reponses = { verification: lireReponse } as const;
export const nonRemis = { verification: apprendreNonRemis } as const;
