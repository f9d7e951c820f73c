import path from 'node:path';
import { sceauDe, type Sceau } from '#fhir/identite/index.ts';
import { ouvrirCoffre } from '#lib/coffre/index.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { cleMaitreDe } from '../../coffre-de-la-maison.ts';
import type { Config } from '../../config.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { DossierOccupe, exigerDossierVide, exporterTerritoire } from '../exporter/index.ts';
import { choisirProtection } from '../sauvegarde/choisir-protection.ts';
import { sauvegarder } from '../sauvegarde/index.ts';
import { choisirTerritoire } from '../territoires.ts';
import { versionDeCordee } from '../version.ts';
import { exiger, lireArguments } from './arguments.ts';
import { compter, MauvaisUsage, type Commande } from './commande.ts';

const RETOUR = 'retour.ndjson.gz';
const usage = 'exporter DOSSIER [--territoire CODE]';

export const exporter: Commande = {
  nom: 'exporter',
  usage,
  resume: 'Écrit un territoire dans des formats ouverts, lisibles sans Cordée.',
  detail: [
    'FHIR en NDJSON par type (état présent et historique), faits, traces, réglages, documents, messages, annuaire,',
    'une page qui explique le dossier, les empreintes, et de quoi revenir dans Cordée (restaurer).',
    '--territoire  code du territoire (t0001) ; inutile quand il n’y en a qu’un',
  ],
  async executer(args, dire) {
    const { values, positionals } = lireArguments(args, usage, { territoire: { type: 'string' } });
    const [donne = ''] = exiger(positionals, 1, usage);
    const dossier = path.resolve(donne);
    await preparer(dossier);
    const { config, dossier: donnees, urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
    const base = ouvrirBase(urlApplication(urlAdministrateur), 2);
    try {
      const territoire = await choisirTerritoire(base, values.territoire);
      const contexte = { le: horlogeSysteme.maintenant(), cordee: await versionDeCordee() };
      // Written before the export, so that the trace of this export is in what leaves.
      await tracer(base, territoire.code, contexte.le);
      await sauvegarder(
        urlAdministrateur,
        path.join(dossier, RETOUR),
        { ...contexte, territoires: [territoire.code] },
        await choisirProtection(config, {}),
      );
      const { fichiers, elements } = await avecSceau({ config, donnees, base, code: territoire.code }, (sceau) =>
        exporterTerritoire(urlAdministrateur, dossier, territoire, { ...contexte, sceau, dejaLa: [RETOUR] }),
      );
      dire(
        `${territoire.nom} (${territoire.code}) exporté dans ${dossier} : ${compter(fichiers, 'fichier', 'fichiers')}, ${compter(elements, 'élément', 'éléments')}.`,
      );
      dire(
        'Ce dossier contient des données de santé : chiffrez-le avant de le déplacer. LISEZ-MOI.md en explique chaque fichier.',
      );
      return 0;
    } finally {
      await base.fermer();
      await fermer();
    }
  },
};

/** Opens the vault of the house for the time of an export: matricules of qualified identities leave with it. */
async function avecSceau<R>(
  { config, donnees, base, code }: { config: Config; donnees: string; base: Base; code: string },
  faire: (sceau: Sceau) => Promise<R>,
): Promise<R> {
  const territoire = lireCodeTerritoire(code);
  const maitre = await cleMaitreDe(config, donnees);
  const coffre = await ouvrirCoffre({ base, maitre, territoires: [territoire], journal: journalMuet });
  try {
    return await faire(sceauDe(coffre, territoire));
  } finally {
    await coffre.fermer();
  }
}

async function preparer(dossier: string): Promise<void> {
  try {
    await exigerDossierVide(dossier);
  } catch (erreur) {
    throw erreur instanceof DossierOccupe ? new MauvaisUsage(erreur.message, { cause: erreur }) : erreur;
  }
}

async function tracer(base: Base, code: string, le: Date): Promise<void> {
  await base.territoire<TablesTerritoire, unknown>(lireCodeTerritoire(code), (sql) =>
    sql
      .insertInto('trace')
      .values({
        le,
        acteur: 'systeme:operateur',
        role: 'systeme',
        structure: null,
        pour: null,
        action: 'operateur.exporter',
        genre: 'export',
        objet: null,
        patient: null,
        fondement: 'reversibilite',
        decision: 'permis',
        nombre: null,
        requete: null,
      })
      .execute(),
  );
}
