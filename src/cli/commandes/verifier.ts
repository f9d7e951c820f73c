import path from 'node:path';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { examiner } from '../sauvegarde/index.ts';
import { territoiresDe } from '../territoires.ts';
import { lignesDuRapport, verifierTerritoire } from '../verifier/index.ts';
import { exiger, lireArguments } from './arguments.ts';
import { compter, type Commande } from './commande.ts';

const usage = 'verifier [--sauvegarde FICHIER]';

export const verifier: Commande = {
  nom: 'verifier',
  usage,
  resume: 'Contrôle que ce que Cordée promet tient : rien de perdu, rien dans les limbes.',
  detail: [
    'Lit seulement, pendant que Cordée tourne ou non. Se termine par le code 1 si une promesse est rompue.',
    '--sauvegarde  contrôle un fichier de sauvegarde au lieu de la base',
  ],
  async executer(args, dire) {
    const { values, positionals } = lireArguments(args, usage, { sauvegarde: { type: 'string' } });
    exiger(positionals, 0, usage);
    if (values.sauvegarde !== undefined) {
      const { tables, lignes } = await examiner(path.resolve(values.sauvegarde));
      dire(`Sauvegarde intacte : ${compter(tables, 'table', 'tables')}, ${compter(lignes, 'ligne', 'lignes')}.`);
      return 0;
    }
    return verifierLaBase(dire);
  },
};

async function verifierLaBase(dire: (ligne: string) => void): Promise<number> {
  const { config, urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
  const base = ouvrirBase(urlApplication(urlAdministrateur), 2);
  try {
    const registre = ouvrirLesSalles({ horlogeEssai: undefined, profil: config.profil });
    const territoires = await territoiresDe(base);
    if (territoires.length === 0) dire('Cette base n’a aucun territoire : il n’y a rien à vérifier.');
    let saine = true;
    for (const { code } of territoires) {
      const verification = await verifierTerritoire(base, lireCodeTerritoire(code), registre);
      for (const ligne of lignesDuRapport(verification)) dire(ligne);
      saine &&= verification.saine;
    }
    return saine ? 0 : 1;
  } finally {
    await base.fermer();
    await fermer();
  }
}
