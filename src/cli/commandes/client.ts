import { horlogeSysteme } from '#lib/horloge.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { ajouter } from '../client/ajouter.ts';
import { lister, reprendre, suspendre, tournerCle } from '../client/conduire.ts';
import type { GesteClient, OutilsClient } from '../client/outils.ts';
import { choisirTerritoire } from '../territoires.ts';
import { lireArguments } from './arguments.ts';
import { MauvaisUsage, type Commande } from './commande.ts';

const usage = 'client ajouter|lister|suspendre|reprendre|tourner-cle [IDENTIFIANT] [options]';

const OPTIONS = {
  territoire: { type: 'string' },
  nom: { type: 'string' },
  genre: { type: 'string' },
  cles: { type: 'string' },
  'creer-cle': { type: 'string' },
  permissions: { type: 'string' },
  familles: { type: 'string' },
  retour: { type: 'string', multiple: true },
  lancement: { type: 'string' },
  contact: { type: 'string' },
  fin: { type: 'string' },
} as const;

const GESTES: Readonly<Record<string, GesteClient>> = {
  ajouter,
  lister,
  suspendre,
  reprendre,
  'tourner-cle': tournerCle,
};

export const client: Commande = {
  nom: 'client',
  usage,
  resume: 'Raccorde un logiciel à l’API FHIR d’un territoire, le suspend, change sa clé.',
  detail: [
    'ajouter      --nom « Logiciel X » --contact qui@joindre.fr --permissions "system/Patient.rs system/Task.cruds"',
    '             --familles ADM,COO   ce qu’il reçoit : ADM COO SOC MED PLN FIL ORG ; SEN, sensible, seulement si vous l’écrivez',
    '             --cles jwks.json     sa clé publique, ou --creer-cle FICHIER pour en fabriquer une (privée, à lui remettre)',
    '             --genre application --retour https://… [--lancement https://…]   il agit pour la personne qui l’ouvre',
    '             --fin 2027-12-31     dernier jour',
    'lister       ceux du territoire, avec leur état',
    'suspendre    IDENTIFIANT : ses jetons ne valent plus rien, aussitôt ; reprendre IDENTIFIANT le laisse revenir',
    'tourner-cle  IDENTIFIANT --cles jwks.json (ou --creer-cle FICHIER) : l’ancienne clé et ses jetons ne valent plus rien',
    '--territoire code du territoire (t0001) ; inutile quand il n’y en a qu’un',
    'Mode d’emploi pour l’éditeur du logiciel : docs/interoperer.md',
  ],
  async executer(args, dire) {
    const [nom = '', ...reste] = args;
    const geste = Object.hasOwn(GESTES, nom) ? GESTES[nom] : undefined;
    if (geste === undefined) throw new MauvaisUsage(`Écrivez : npm run cordee -- ${usage}`);
    const { values, positionals } = lireArguments(reste, usage, OPTIONS);
    const { urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
    const base = ouvrirBase(urlApplication(urlAdministrateur), 2);
    try {
      const { code } = await choisirTerritoire(base, values.territoire);
      const outils: OutilsClient = {
        base,
        territoire: lireCodeTerritoire(code),
        maintenant: horlogeSysteme.maintenant(),
        dire,
      };
      return await geste(outils, { options: values, positions: positionals });
    } finally {
      await base.fermer();
      await fermer();
    }
  },
};
