import { ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { jugerDesMondes, TERRITOIRE_DES_MONDES } from '../src/acces/droits/juger.testing.ts';
import { MAINTENANT } from '../src/acces/droits/mondes.testing.ts';
import { serveurJetable } from './serveur-jetable.ts';

export interface OptionsDroits {
  readonly mondes: number;
  readonly graine: number;
}

/** Draws worlds and compares the compiled rule of access with the one written a second time. True when they never disagree. */
export async function comparerLesDroits(
  { mondes, graine }: OptionsDroits,
  dire: (ligne: string) => void,
): Promise<boolean> {
  dire(`${mondes} mondes, graine ${graine}.`);
  const serveur = await serveurJetable();
  try {
    await migrer(serveur.url);
    const code = TERRITOIRE_DES_MONDES;
    await creerTerritoire(serveur.url, { code, nom: 'Mondes', profil: 'essai', creeLe: MAINTENANT });
    const base = ouvrirBase(urlApplication(serveur.url), 2);
    try {
      const debut = performance.now();
      const { ecarts, jugements, visibles } = await jugerDesMondes(base, mondes, graine);
      for (const ecart of ecarts) dire(`  ÉCART ${ecart}`);
      dire(
        `${jugements} jugements, ${visibles} éléments montrés, en ${Math.round((performance.now() - debut) / 1000)} s : ${ecarts.length === 0 ? 'aucun écart' : `${ecarts.length} écart(s), ou plus`}.`,
      );
      return ecarts.length === 0 && visibles > 0;
    } finally {
      await base.fermer();
    }
  } finally {
    await serveur.fermer();
  }
}
