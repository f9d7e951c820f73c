import path from 'node:path';
import { horlogeSysteme } from '#lib/horloge.ts';
import { tracerPartout } from '../audit/outils.ts';
import { ouvrirBaseDeTravail } from '../base-de-travail.ts';
import { lireOuverture } from '../sauvegarde/choisir-protection.ts';
import { restaurer as remettre } from '../sauvegarde/index.ts';
import { exiger, lireArguments } from './arguments.ts';
import { compter, type Commande } from './commande.ts';

const usage = 'restaurer FICHIER [--cle FICHIER | --phrase FICHIER]';
const OPTIONS = { cle: { type: 'string' }, phrase: { type: 'string' } } as const;

export const restaurer: Commande = {
  nom: 'restaurer',
  usage,
  resume: 'Remet une sauvegarde dans une base vide.',
  detail: [
    'Les sommes de contrôle sont vérifiées d’abord. Une base qui contient déjà des données est refusée : donnez un autre',
    'dossier (CORDEE_DONNEES) ou une autre base (DATABASE_URL). Tout est remis, ou rien.',
    '--cle, --phrase  ce qui ouvre une sauvegarde chiffrée. La clé maître de la maison d’origine sert ensuite au démarrage.',
  ],
  async executer(args, dire) {
    const { values, positionals } = lireArguments(args, usage, OPTIONS);
    const [donne = ''] = exiger(positionals, 1, usage);
    const ouverture = await lireOuverture(values);
    const { urlAdministrateur, fermer } = await ouvrirBaseDeTravail(dire);
    try {
      const { entete, tables, lignes } = await remettre(urlAdministrateur, path.resolve(donne), ouverture);
      const geste = { action: 'operateur.restaurer', genre: 'ecriture', fondement: 'restauration' } as const;
      await tracerPartout(urlAdministrateur, geste, horlogeSysteme.maintenant());
      const noms = entete.territoires.map((t) => `${t.code} ${t.nom}`).join(', ');
      dire(
        `Base restaurée à l’état du ${new Date(entete.le).toLocaleString('fr-FR', { timeZone: 'Europe/Paris' })} : ${compter(tables, 'table', 'tables')}, ${compter(lignes, 'ligne', 'lignes')}${noms === '' ? '' : ` (${noms})`}.`,
      );
      dire('Contrôlez-la avec : npm run cordee -- verifier');
      return 0;
    } finally {
      await fermer();
    }
  },
};
