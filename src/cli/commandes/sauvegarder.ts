import { access } from 'node:fs/promises';
import path from 'node:path';
import { horlogeSysteme } from '#lib/horloge.ts';
import { tracerPartout } from '../audit/outils.ts';
import { ouvrirBaseDeTravail } from '../base-de-travail.ts';
import { choisirProtection } from '../sauvegarde/choisir-protection.ts';
import { sauvegarder as ecrireSauvegarde } from '../sauvegarde/index.ts';
import { versionDeCordee } from '../version.ts';
import { exiger, lireArguments } from './arguments.ts';
import { compter, MauvaisUsage, type Commande } from './commande.ts';

const usage = 'sauvegarder FICHIER [--destinataire CLÉ | --phrase FICHIER]';
const OPTIONS = { destinataire: { type: 'string' }, phrase: { type: 'string' } } as const;

export const sauvegarder: Commande = {
  nom: 'sauvegarder',
  usage,
  resume: 'Écrit toute la base dans un fichier, sans arrêter Cordée.',
  detail: [
    'Une seule image cohérente : ce que les territoires partagent, et tous les territoires.',
    'Chiffrée pour le destinataire de CORDEE_DESTINATAIRE (ou --destinataire), dont la clé privée est gardée ailleurs.',
    'En essai seulement : par une phrase (--phrase, dans un fichier), ou en clair.',
  ],
  async executer(args, dire) {
    const { values, positionals } = lireArguments(args, usage, OPTIONS);
    const [donne = ''] = exiger(positionals, 1, usage);
    const fichier = path.resolve(donne);
    if (await existe(fichier)) throw new MauvaisUsage(`Le fichier ${fichier} existe déjà. Donnez un autre nom.`);
    if (!(await existe(path.dirname(fichier))))
      throw new MauvaisUsage(`Le dossier ${path.dirname(fichier)} n’existe pas. Créez-le, ou donnez un autre chemin.`);
    const { config, urlAdministrateur, fermer } = await ouvrirBaseDeTravail(dire);
    try {
      const contexte = { le: horlogeSysteme.maintenant(), cordee: await versionDeCordee() };
      const protection = await choisirProtection(config, values);
      const geste = { action: 'operateur.sauvegarder', genre: 'export', fondement: 'sauvegarde' } as const;
      // Written before, so that the copy holds the trace of itself.
      await tracerPartout(urlAdministrateur, geste, contexte.le);
      const bilan = await ecrireSauvegarde(urlAdministrateur, fichier, contexte, protection);
      dire(
        `Sauvegarde écrite : ${fichier} (${compter(bilan.territoires, 'territoire', 'territoires')}, ${compter(bilan.tables, 'table', 'tables')}, ${compter(bilan.lignes, 'ligne', 'lignes')}).`,
      );
      dire(
        protection === undefined
          ? 'Ce fichier est en clair : il n’est lisible que par votre compte, chiffrez-le avant de le déplacer.'
          : 'Ce fichier est chiffré. Il ne s’ouvre qu’avec la clé privée du destinataire, et avec la clé maître de cette maison.',
      );
      dire(
        'Vérifiez-le avec : npm run cordee -- verifier --sauvegarde FICHIER (et --cle : le seul essai qui prouve qu’on saura l’ouvrir).',
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
