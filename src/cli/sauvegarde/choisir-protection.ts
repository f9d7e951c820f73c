import { readFile, stat } from 'node:fs/promises';
import type { Config } from '../../config.ts';
import { MauvaisUsage } from '../commandes/commande.ts';
import { estDestinataire, type Ouverture, type Protection } from './protection.ts';

/** Shorter, a phrase is guessed. */
const PHRASE_MIN = 20;

/** For whom a backup is written: said on the line, else by the configuration. Outside the trial, never in clear. */
export async function choisirProtection(
  config: Pick<Config, 'profil' | 'destinataire'>,
  options: { readonly destinataire?: string | undefined; readonly phrase?: string | undefined },
): Promise<Protection | undefined> {
  const destinataire = options.destinataire ?? config.destinataire;
  if (destinataire !== undefined) {
    if (!estDestinataire(destinataire))
      throw new MauvaisUsage(
        'Le destinataire des sauvegardes est la clé publique dite par « cles destinataire » (cordee-destinataire:1:…).',
      );
    return { destinataire };
  }
  if (options.phrase !== undefined) {
    if (config.profil !== 'essai')
      throw new MauvaisUsage('Hors essai, une sauvegarde est chiffrée pour un destinataire, pas par une phrase.');
    return { phrase: await lirePhrase(options.phrase) };
  }
  if (config.profil === 'essai') return undefined;
  throw new MauvaisUsage(
    'Une sauvegarde en clair est refusée hors essai. Faites un destinataire (npm run cordee -- cles destinataire FICHIER), puis donnez sa clé publique : CORDEE_DESTINATAIRE.',
  );
}

/** What opens a backup, given in files: a secret on the command line would be read by every account of the machine. */
export async function lireOuverture(options: {
  readonly cle?: string | undefined;
  readonly phrase?: string | undefined;
}): Promise<Ouverture | undefined> {
  if (options.cle !== undefined) return { clePrivee: await lireFichier(options.cle) };
  return options.phrase === undefined ? undefined : { phrase: await lirePhrase(options.phrase) };
}

async function lirePhrase(fichier: string): Promise<string> {
  const phrase = (await lireFichier(fichier)).trim();
  if (phrase.length >= PHRASE_MIN) return phrase;
  throw new MauvaisUsage(`La phrase a moins de ${PHRASE_MIN} caractères : elle se devine. Prenez-en une plus longue.`);
}

async function lireFichier(fichier: string): Promise<string> {
  const present = await stat(fichier).catch((erreur: NodeJS.ErrnoException) => {
    if (erreur.code === 'ENOENT') return undefined;
    throw erreur;
  });
  if (present === undefined) throw new MauvaisUsage(`Le fichier ${fichier} n’existe pas.`);
  return readFile(fichier, 'utf8');
}
