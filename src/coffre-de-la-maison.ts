import { cleDeLEssai, cleMaitre, lireClefEnBase64, lireFichierDeCle, type CleMaitre } from '#lib/coffre/index.ts';
import type { Config } from './config.ts';

/** The master key the configuration designates, or the one the trial keeps in its data folder. */
export async function cleMaitreDe(config: Pick<Config, 'cleMaitre' | 'profil'>, dossier: string): Promise<CleMaitre> {
  if (config.cleMaitre === undefined) {
    if (config.profil === 'essai') return cleDeLEssai(dossier);
    throw new Error(
      'Hors essai, donnez la clé maître (CORDEE_CLE_MAITRE). Une neuve : npm run cordee -- cles maitre FICHIER',
    );
  }
  return cleMaitre(lireClefEnBase64(config.cleMaitre) ?? (await lireFichierDeCle(config.cleMaitre)));
}
