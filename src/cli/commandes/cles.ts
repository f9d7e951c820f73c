import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { cleMaitre, creerFichierDeCle, ouvrirCoffre, type Domaine } from '#lib/coffre/index.ts';
import type { PassageDeTextes } from '#lib/coffre/gisements.ts';
import { tournerLaCle } from '#lib/coffre/tourner.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { rescellerLesRessources } from '#fhir/store/resceller.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { cleMaitreDe } from '../../coffre-de-la-maison.ts';
import { GISEMENTS } from '../../gisements.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { creerDestinataire } from '../sauvegarde/index.ts';
import { lireArguments } from './arguments.ts';
import { compter, MauvaisUsage, type Commande } from './commande.ts';

const usage = 'cles maitre FICHIER | destinataire FICHIER | tourner [--territoire CODE]';
const OPTIONS = { territoire: { type: 'string' } } as const;

export const cles: Commande = {
  nom: 'cles',
  usage,
  resume: 'Les clés de la maison : en faire, les remplacer pendant que Cordée sert.',
  detail: [
    'maitre FICHIER   une clé maître neuve, lisible de son seul propriétaire (CORDEE_CLE_MAITRE)',
    'destinataire FICHIER   la paire de clés des sauvegardes : la clé privée dans le fichier, à emporter hors du serveur',
    'tourner          remplace les clés de données : tout ce qui est scellé l’est de nouveau, puis l’ancienne clé est détruite',
    '                 coupée n’importe où, la même commande reprend où elle en était',
  ],
  async executer(args, dire) {
    const [geste = '', ...reste] = args;
    const { values, positionals } = lireArguments(reste, usage, OPTIONS);
    const [fichier] = positionals;
    if (geste === 'maitre' && fichier !== undefined) return faireUneCleMaitre(path.resolve(fichier), dire);
    if (geste === 'destinataire' && fichier !== undefined) return faireUnDestinataire(path.resolve(fichier), dire);
    if (geste === 'tourner' && fichier === undefined) return tourner(values.territoire, dire);
    throw new MauvaisUsage(`Écrivez : npm run cordee -- ${usage}`);
  },
};

async function faireUneCleMaitre(fichier: string, dire: (ligne: string) => void): Promise<number> {
  const { id } = cleMaitre(await creerFichierDeCle(fichier));
  dire(`Clé maître ${id} écrite dans ${fichier}.`);
  dire('Gardez-en une copie à l’abri, ailleurs que les sauvegardes : sans elle, ce qui est scellé ne s’ouvre plus.');
  return 0;
}

async function faireUnDestinataire(fichier: string, dire: (ligne: string) => void): Promise<number> {
  const { publique, privee } = creerDestinataire();
  await writeFile(fichier, `${privee}\n`, { flag: 'wx', mode: 0o600 });
  dire(`CORDEE_DESTINATAIRE=${publique}`);
  dire(
    `La clé privée est dans ${fichier} : emportez-la hors de ce serveur, en deux endroits, puis effacez ce fichier.`,
  );
  dire('Essayez-la tous les mois : npm run cordee -- verifier --sauvegarde FICHIER --cle CLÉ');
  return 0;
}

async function tourner(territoire: string | undefined, dire: (ligne: string) => void): Promise<number> {
  const { config, dossier, urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
  const base = ouvrirBase(urlApplication(urlAdministrateur), 4);
  try {
    const domaines = await domainesDe(base, territoire);
    const maitre = await cleMaitreDe(config, dossier);
    const coffre = await ouvrirCoffre({ base, maitre, territoires: domaines, journal: journalMuet });
    try {
      const textes: PassageDeTextes = (domaine, ancienne) =>
        rescellerLesRessources(urlAdministrateur, { coffre, domaine, ancienne });
      const outils = { base, maitre, coffre, gisements: GISEMENTS, textes, attendre };
      for (const domaine of domaines) {
        dire(`${domaine} : j’attends que tous les programmes aient entendu la nouvelle clé (une minute environ)…`);
        const bilan = await tournerLaCle(outils, domaine);
        dire(
          `${domaine} : ${compter(bilan.lignes, 'valeur scellée', 'valeurs scellées')} de nouveau sous la clé ${bilan.nouvelle} ; la clé ${bilan.ancienne} est détruite.`,
        );
      }
      return 0;
    } finally {
      await coffre.fermer();
    }
  } finally {
    await base.fermer();
    await fermer();
  }
}

async function domainesDe(base: Base, territoire: string | undefined): Promise<readonly Domaine[]> {
  const codes = await base.commun<TablesAcces, { code: string }[]>((sql) =>
    sql.selectFrom('territoire').select('territoire.code').orderBy('territoire.code').execute(),
  );
  if (territoire === undefined) return ['commun', ...codes.map(({ code }) => lireCodeTerritoire(code))];
  if (!codes.some(({ code }) => code === territoire))
    throw new MauvaisUsage(`Le territoire ${territoire} n’est pas dans cette base.`);
  return [lireCodeTerritoire(territoire)];
}
