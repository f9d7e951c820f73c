import { conservation } from '../droits/conservation.ts';
import { exporterPersonne } from '../droits/exporter.ts';
import { lireArguments } from './arguments.ts';
import { MauvaisUsage, type Commande } from './commande.ts';

const usage = 'droits exporter|conservation [options]';

const OPTIONS = {
  territoire: { type: 'string' },
  demande: { type: 'string' },
  vers: { type: 'string' },
  supprimer: { type: 'boolean' },
} as const;

export const droits: Commande = {
  nom: 'droits',
  usage,
  resume: 'Prépare le dossier d’une personne qui le demande, et dit ce qui part au bout de sa durée.',
  detail: [
    'exporter      --demande IDENTIFIANT [--vers DOSSIER]   la page à imprimer et le FHIR ; sans --vers, n’écrit rien',
    'conservation  [--supprimer]   ce qui partira, quand, et qui vérifie ; sans --supprimer, ne supprime rien',
    '--territoire  code du territoire (t0001) ; inutile quand il n’y en a qu’un',
    'Planifiez « droits conservation --supprimer » chaque nuit : rien ne part sans avoir été annoncé 30 jours avant.',
  ],
  async executer(args, dire) {
    const [geste = '', ...reste] = args;
    const { values, positionals } = lireArguments(reste, usage, OPTIONS);
    if (geste === 'exporter' && positionals.length === 0) return exporterPersonne(values, dire);
    if (geste === 'conservation' && positionals.length === 0) return conservation(values, dire);
    throw new MauvaisUsage(`Écrivez : npm run cordee -- ${usage}`);
  },
};
