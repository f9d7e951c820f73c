import { access } from 'node:fs/promises';
import path from 'node:path';
import { horlogeSysteme } from '#lib/horloge.ts';
import { ouvrirBaseDeTravail } from '../base-de-travail.ts';
import { sauvegarder as ecrireSauvegarde } from '../sauvegarde/index.ts';
import { versionDeCordee } from '../version.ts';
import { exiger, lireArguments } from './arguments.ts';
import { compter, MauvaisUsage, type Commande } from './commande.ts';

const usage = 'sauvegarder FICHIER';

export const sauvegarder: Commande = {
  nom: 'sauvegarder',
  usage,
  resume: 'Écrit toute la base dans un fichier, sans arrêter Cordée.',
  detail: [
    'Une seule image cohérente : ce que les territoires partagent, et tous les territoires.',
    'Le fichier contient des données de santé et n’est lisible que par votre compte : chiffrez-le avant de le déplacer.',
  ],
  async executer(args, dire) {
    const [donne = ''] = exiger(lireArguments(args, usage, {}).positionals, 1, usage);
    const fichier = path.resolve(donne);
    if (await existe(fichier)) throw new MauvaisUsage(`Le fichier ${fichier} existe déjà. Donnez un autre nom.`);
    if (!(await existe(path.dirname(fichier))))
      throw new MauvaisUsage(`Le dossier ${path.dirname(fichier)} n’existe pas. Créez-le, ou donnez un autre chemin.`);
    const { urlAdministrateur, fermer } = await ouvrirBaseDeTravail(dire);
    try {
      const contexte = { le: horlogeSysteme.maintenant(), cordee: await versionDeCordee() };
      const bilan = await ecrireSauvegarde(urlAdministrateur, fichier, contexte);
      dire(
        `Sauvegarde écrite : ${fichier} (${compter(bilan.territoires, 'territoire', 'territoires')}, ${compter(bilan.tables, 'table', 'tables')}, ${compter(bilan.lignes, 'ligne', 'lignes')}).`,
      );
      dire(
        'Ce fichier contient des données de santé : chiffrez-le avant de le déplacer. Vérifiez-le avec : npm run cordee -- verifier --sauvegarde FICHIER',
      );
      return 0;
    } finally {
      await fermer();
    }
  },
};

async function existe(chemin: string): Promise<boolean> {
  return access(chemin).then(
    () => true,
    () => false,
  );
}
