import { createReadStream } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { ouvrirBase } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { importerAnnuaire, type RapportImport, type Rejet } from '#modules/annuaire/index.ts';
import { cellule } from '#lib/texte/cellule.ts';
import { tracerPartout } from '../audit/outils.ts';
import { ouvrirBaseAJour } from '../base-de-travail.ts';
import { lireArguments } from './arguments.ts';
import { compter, MauvaisUsage, type Commande } from './commande.ts';

const usage = 'importer FICHIER… [--perimetre NOM] [--changements] [--rejets FICHIER.csv]';
const REJETS_MONTRES = 20;

export const importer: Commande = {
  nom: 'importer',
  usage,
  resume: 'Charge des fichiers nationaux dans l’annuaire.',
  detail: [
    'Le nom du fichier dit ce qu’il contient : PS_LibreAcces_Personne_activite…, PS_LibreAcces_SavoirFaire…,',
    'PS_LibreAcces_Dipl_AutExerc…, Extraction_Correspondance_MSSante…, etalab-cs1100…, membres-locaux.csv,',
    'ror….json, communes.json. Recommencer avec les mêmes fichiers ne change rien.',
    '--perimetre   département ou zone du fichier, quand la maison en charge plusieurs',
    '--changements le fichier ne contient que des nouveautés : ce qu’il ne cite pas reste',
    '--rejets      écrit toutes les lignes écartées dans un tableau',
  ],
  async executer(args, dire) {
    const { values, positionals } = lireArguments(args, usage, {
      perimetre: { type: 'string' },
      changements: { type: 'boolean', default: false },
      rejets: { type: 'string' },
    });
    if (positionals.length === 0) throw new MauvaisUsage(`Donnez au moins un fichier : npm run cordee -- ${usage}`);
    for (const fichier of positionals) await exigerFichier(fichier);
    const { urlAdministrateur, fermer } = await ouvrirBaseAJour(dire);
    const base = ouvrirBase(urlApplication(urlAdministrateur), 2);
    try {
      const geste = { action: 'operateur.importer', genre: 'ecriture', fondement: 'annuaire' } as const;
      await tracerPartout(urlAdministrateur, geste, horlogeSysteme.maintenant());
      const rapport = await importerAnnuaire(
        {
          base,
          horloge: horlogeSysteme,
          nouvelId,
          ...(values.perimetre === undefined ? {} : { perimetre: values.perimetre }),
        },
        positionals.map((chemin) => ({
          nom: path.basename(chemin),
          ouvrir: () => createReadStream(chemin),
          complet: !values.changements,
        })),
      );
      for (const ligne of lignesDuRapport(rapport)) dire(ligne);
      if (values.rejets !== undefined) {
        await writeFile(values.rejets, tableau(rapport.rejets));
        dire(`Lignes écartées ou à relire : ${values.rejets}`);
      }
      return rapport.retenues === 0 ? 1 : 0;
    } finally {
      await base.fermer();
      await fermer();
    }
  },
};

async function exigerFichier(fichier: string): Promise<void> {
  try {
    await access(fichier);
  } catch (erreur) {
    throw new MauvaisUsage(`Le fichier ${fichier} n’existe pas, ou vous n’avez pas le droit de le lire.`, {
      cause: erreur,
    });
  }
}

/** What an operator reads after an import: each file, then each line set aside, with its number and why. */
export function lignesDuRapport({
  fichiers,
  bilan,
  dureeMs,
}: Pick<RapportImport, 'fichiers' | 'bilan' | 'dureeMs'>): readonly string[] {
  const lignes = fichiers.flatMap((f) => {
    const ecartees = f.rejets.filter((r) => r.gravite === 'rejet');
    const aRelire = f.rejets.length - ecartees.length;
    const reste = ecartees.length - REJETS_MONTRES;
    return [
      `${f.fichier} : ${compter(f.retenues, 'ligne retenue', 'lignes retenues')} sur ${compter(f.lues, 'lue', 'lues')}, ${compter(ecartees.length, 'écartée', 'écartées')}${aRelire === 0 ? '' : `, ${compter(aRelire, 'à relire', 'à relire')}`}.`,
      ...ecartees
        .slice(0, REJETS_MONTRES)
        .map((r) => `    ${r.ligne === 0 ? 'fichier' : `ligne ${r.ligne}`} : ${r.motif}`),
      ...(reste > 0
        ? [`    … et ${compter(reste, 'autre', 'autres')} : ajoutez --rejets FICHIER.csv pour les voir toutes.`]
        : []),
    ];
  });
  const changements = [
    compter(bilan.nouvelles, 'fiche nouvelle', 'fiches nouvelles'),
    compter(bilan.changees, 'changée', 'changées'),
    compter(bilan.inchangees, 'inchangée', 'inchangées'),
    compter(bilan.desactivees, 'retirée', 'retirées'),
  ].join(', ');
  return [...lignes, `Annuaire : ${changements}. ${(dureeMs / 1000).toLocaleString('fr-FR')} s.`];
}

/** Semicolons and quotes, as spreadsheets of this country open it. */
function tableau(rejets: readonly Rejet[]): string {
  const lignes = rejets.map((r) =>
    [r.fichier, String(r.ligne), r.gravite, r.motif, r.contenu ?? ''].map(cellule).join(';'),
  );
  return `\uFEFF${['fichier;ligne;gravite;motif;contenu', ...lignes].join('\r\n')}\r\n`;
}
