import type { Adapter, AdapterPayload } from 'oidc-provider';

const PLAFOND = 5000;

interface Ligne {
  readonly contenu: AdapterPayload;
  readonly finMs: number;
}

/**
 * Memory of the simulator: tokens, sessions and pending sign-ins live as long as the process.
 * Bounded: beyond 5 000 lines the oldest leave first, so a script left running cannot eat the machine.
 */
export function creerMemoire(): (modele: string) => Adapter {
  const lignes = new Map<string, Ligne>();
  const lire = (cle: string): AdapterPayload | undefined => {
    const ligne = lignes.get(cle);
    if (ligne !== undefined && ligne.finMs <= Date.now()) {
      lignes.delete(cle);
      return undefined;
    }
    return ligne?.contenu;
  };
  const ecrire = (cle: string, contenu: AdapterPayload, dureeSecondes: number | undefined): void => {
    lignes.delete(cle);
    lignes.set(cle, { contenu, finMs: dureeSecondes === undefined ? Infinity : Date.now() + dureeSecondes * 1000 });
    for (const ancienne of lignes.keys()) {
      if (lignes.size <= PLAFOND) break;
      lignes.delete(ancienne);
    }
  };
  const chercher = (modele: string, champ: 'uid' | 'userCode', valeur: string): AdapterPayload | undefined => {
    for (const [cle, { contenu }] of lignes) {
      if (cle.startsWith(`${modele}:`) && contenu[champ] === valeur) return lire(cle);
    }
    return undefined;
  };

  return (modele) => ({
    upsert: async (id, contenu, duree) => ecrire(`${modele}:${id}`, contenu, duree),
    find: async (id) => lire(`${modele}:${id}`),
    findByUid: async (uid) => chercher(modele, 'uid', uid),
    findByUserCode: async (code) => chercher(modele, 'userCode', code),
    destroy: async (id) => void lignes.delete(`${modele}:${id}`),
    consume: async (id) => {
      const contenu = lire(`${modele}:${id}`);
      if (contenu !== undefined) contenu.consumed = Math.floor(Date.now() / 1000);
    },
    revokeByGrantId: async (accord) => {
      for (const [cle, { contenu }] of lignes) if (contenu.grantId === accord) lignes.delete(cle);
    },
  });
}
