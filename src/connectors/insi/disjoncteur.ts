import { type Insi, InsiIndisponible, type RaisonIndisponible } from './insi.ts';

/** Failures in a row after which the service is left alone, and for how long. */
const ECHECS_MAX = 5;
const REPOS_MS = 30_000;

/**
 * Leaves alone a service that does not answer: after five failures in a row nothing is sent for thirty seconds, then one call tries.
 * `maintenant`: milliseconds, growing.
 */
export function avecDisjoncteur(insi: Insi, maintenant: () => number = () => performance.now()): Insi {
  let echecs = 0;
  let reposJusqua = 0;
  let essai = false;
  async function garder<R>(appeler: () => Promise<R>): Promise<R> {
    const ouvert = echecs >= ECHECS_MAX;
    if (ouvert && (essai || maintenant() < reposJusqua)) throw new InsiIndisponible('au_repos');
    essai = ouvert;
    try {
      const reponse = await appeler();
      echecs = 0;
      return reponse;
    } catch (erreur) {
      if (compte(erreur)) {
        echecs += 1;
        reposJusqua = maintenant() + REPOS_MS;
      }
      throw erreur;
    } finally {
      essai = false;
    }
  }
  return {
    rechercher: (traits, appel) => garder(() => insi.rechercher(traits, appel)),
    verifier: (ins, traits, appel) => garder(() => insi.verifier(ins, traits, appel)),
  };
}

/** An answer we cannot accept for one person says nothing of the health of the service. */
const DU_SERVICE: readonly RaisonIndisponible[] = ['injoignable', 'delai', 'panne_du_service', 'certificat'];
const compte = (erreur: unknown): boolean => erreur instanceof InsiIndisponible && DU_SERVICE.includes(erreur.raison);
