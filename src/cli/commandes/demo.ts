import { ouvrirCoffre } from '#lib/coffre/index.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { journalMuet } from '#lib/journal.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { cleMaitreDe } from '../../coffre-de-la-maison.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { chargerDemo, type BilanDemo } from '../demo/index.ts';
import { CODE_DEMO } from '../demo/territoire.ts';
import { exiger, lireArguments } from './arguments.ts';
import { compter, type Commande } from './commande.ts';

const usage = 'demo';

export const demo: Commande = {
  nom: 'demo',
  usage,
  resume: 'Charge le territoire d’essai : le Pays d’Orsène, ses personnes fictives, six mois d’histoire.',
  detail: [
    'Le premier démarrage le fait déjà. Rien n’est touché quand le territoire est là.',
    'Refuse une base qui porte un vrai territoire t0001.',
  ],
  async executer(args, dire) {
    exiger(lireArguments(args, usage, {}).positionals, 0, usage);
    const { config, dossier, urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
    const base = ouvrirBase(urlApplication(urlAdministrateur), 4);
    const coffre = await ouvrirCoffre({
      base,
      maitre: await cleMaitreDe(config, dossier),
      territoires: [lireCodeTerritoire(CODE_DEMO)],
      journal: journalMuet,
    });
    try {
      const bilan = await chargerDemo({
        base,
        coffre,
        urlAdministrateur,
        registre: ouvrirLesSalles({ horlogeEssai: undefined, profil: 'essai' }),
        nouvelId,
        origine: config.origine ?? `http://localhost:${config.port}`,
        maintenant: horlogeSysteme.maintenant(),
        journal: journalMuet,
      });
      const suite = await bilan.suite?.();
      for (const ligne of lignesDuBilan(bilan, suite)) dire(ligne);
      return 0;
    } finally {
      await coffre.fermer();
      await base.fermer();
      await fermer();
    }
  },
};

function lignesDuBilan(bilan: BilanDemo, suite: BilanDemo | undefined): readonly string[] {
  if (bilan.deja && suite === undefined) return ['Le territoire d’essai est déjà chargé : rien n’a été touché.'];
  const gestes = [bilan, suite].flatMap((b) => Object.values(b?.gestes ?? {})).reduce((a, b) => a + b, 0);
  const ms = [bilan, suite].flatMap((b) => Object.values(b?.dureesMs ?? {})).reduce((a, b) => a + b, 0);
  return [
    `Territoire d’essai chargé : ${compter(bilan.personnes + (suite?.personnes ?? 0), 'personne', 'personnes')}, ${compter(gestes, 'geste rejoué', 'gestes rejoués')}, ${(ms / 1000).toLocaleString('fr-FR')} s.`,
  ];
}
