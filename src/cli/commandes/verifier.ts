import path from 'node:path';
import { horlogeSysteme } from '#lib/horloge.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { tracerPartout } from '../audit/outils.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { lireOuverture } from '../sauvegarde/choisir-protection.ts';
import { examiner, examinerSansCle, type Ouverture } from '../sauvegarde/index.ts';
import { territoiresDe } from '../territoires.ts';
import { lignesDuRapport, verifierTerritoire } from '../verifier/index.ts';
import { exiger, lireArguments } from './arguments.ts';
import { compter, type Commande } from './commande.ts';

const usage = 'verifier [--sauvegarde FICHIER [--cle FICHIER | --phrase FICHIER]]';
const OPTIONS = { sauvegarde: { type: 'string' }, cle: { type: 'string' }, phrase: { type: 'string' } } as const;

export const verifier: Commande = {
  nom: 'verifier',
  usage,
  resume: 'Contrôle que ce que Cordée promet tient : rien de perdu, rien dans les limbes.',
  detail: [
    'Lit seulement (et l’écrit au journal), pendant que Cordée tourne ou non. Se termine par le code 1 si une promesse est rompue.',
    '--sauvegarde  contrôle un fichier de sauvegarde au lieu de la base ; chiffré, il se contrôle en entier avec ce qui',
    '              l’ouvre (--cle, --phrase), et sans cela de l’extérieur seulement',
  ],
  async executer(args, dire) {
    const { values, positionals } = lireArguments(args, usage, OPTIONS);
    exiger(positionals, 0, usage);
    if (values.sauvegarde !== undefined) {
      return verifierLaSauvegarde(path.resolve(values.sauvegarde), await lireOuverture(values), dire);
    }
    return verifierLaBase(dire);
  },
};

async function verifierLaSauvegarde(
  fichier: string,
  ouverture: Ouverture | undefined,
  dire: (ligne: string) => void,
): Promise<number> {
  if (ouverture === undefined && (await examinerSansCle(fichier)) !== undefined) {
    dire('Sauvegarde chiffrée, intacte vue de l’extérieur : c’est le fichier qui a été écrit, entier.');
    dire('Que la clé l’ouvre n’est pas prouvé : essayez-la régulièrement, là où elle est gardée, avec --cle FICHIER.');
    return 0;
  }
  const { tables, lignes } = await examiner(fichier, ouverture);
  dire(`Sauvegarde intacte : ${compter(tables, 'table', 'tables')}, ${compter(lignes, 'ligne', 'lignes')}.`);
  return 0;
}

async function verifierLaBase(dire: (ligne: string) => void): Promise<number> {
  const { config, urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
  const base = ouvrirBase(urlApplication(urlAdministrateur), 2);
  try {
    const registre = ouvrirLesSalles({ horlogeEssai: undefined, profil: config.profil });
    const territoires = await territoiresDe(base);
    if (territoires.length === 0) dire('Cette base n’a aucun territoire : il n’y a rien à vérifier.');
    const geste = { action: 'operateur.verifier', genre: 'lecture', fondement: 'controle-des-donnees' } as const;
    await tracerPartout(urlAdministrateur, geste, horlogeSysteme.maintenant());
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
