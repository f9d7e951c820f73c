import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ouvrirCoffre } from '#lib/coffre/index.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { dossierParDefaut } from '#lib/postgres-embarque/index.ts';
import { exporterPourLOperateur } from '#modules/droits-personne/index.ts';
import { cleMaitreDe } from '../../coffre-de-la-maison.ts';
import { avecLaBase } from '../audit/outils.ts';
import { compter, MauvaisUsage } from '../commandes/commande.ts';

const RACINE = path.resolve(import.meta.dirname, '../../..');

interface Options {
  readonly territoire?: string | undefined;
  readonly demande?: string | undefined;
  readonly vers?: string | undefined;
}

/** The record one open request asks for, in a folder only its owner reads; without `--vers`, says what would be in it and writes nothing. */
export async function exporterPersonne(options: Options, dire: (ligne: string) => void): Promise<number> {
  const { demande, vers } = options;
  if (demande === undefined)
    throw new MauvaisUsage('Dites pour quelle demande : --demande IDENTIFIANT (il est dans l’adresse de sa page).');
  return avecLaBase(dire, options.territoire, async ({ base, territoire, config }) => {
    const maitre = await cleMaitreDe(config, config.donnees ?? (await dossierParDefaut(RACINE)));
    const coffre = await ouvrirCoffre({ base, maitre, territoires: [territoire], journal: journalMuet });
    try {
      const socle = { base, horloge: horlogeSysteme, nouvelId, origine: 'https://cordee.invalid', coffre };
      const pret = await exporterPourLOperateur(socle, territoire, demande);
      dire(
        `${compter(pret.elements, 'élément', 'éléments')}. Laissés de côté : ${pret.ecartes} par décision, ${pret.aRelire} à relire d’abord, ${pret.aAnnoncer} à annoncer.`,
      );
      if (vers === undefined) {
        dire('Rien n’a été écrit : ajoutez --vers DOSSIER pour écrire la page et le fichier FHIR.');
        return 0;
      }
      await mkdir(vers, { recursive: true, mode: 0o700 });
      await writeFile(path.join(vers, 'dossier.html'), pret.html, { flag: 'wx', mode: 0o600 });
      await writeFile(path.join(vers, 'dossier.json'), pret.fhir, { flag: 'wx', mode: 0o600 });
      dire(`Écrit dans ${vers} : dossier.html et dossier.json. Chiffrez-les avant de les déplacer.`);
      return 0;
    } finally {
      await coffre.fermer();
    }
  });
}
