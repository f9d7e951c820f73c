import { createWriteStream } from 'node:fs';
import { access, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { horlogeSysteme } from '#lib/horloge.ts';
import { exporterLeJournal, ouvrirCleDeSceau, scellerJusquIci } from '#modules/trace/index.ts';
import { compter, MauvaisUsage } from '../commandes/commande.ts';
import { avecLaBase, fichierDeLaCle, tracerOperateur } from './outils.ts';

/** Seals what waits, then writes the journal in a file only its owner reads; the public key goes beside it. */
export async function exporterAudit(
  options: { readonly territoire?: string | undefined; readonly vers?: string | undefined },
  dire: (ligne: string) => void,
): Promise<number> {
  const { vers } = options;
  if (vers === undefined) throw new MauvaisUsage('Dites où écrire le journal : --vers FICHIER.');
  if (await existe(vers)) throw new MauvaisUsage(`Le fichier ${vers} existe déjà. Donnez un autre nom.`);
  return avecLaBase(dire, options.territoire, async ({ base, territoire, config }) => {
    const cle = await ouvrirCleDeSceau(await fichierDeLaCle(config));
    const maintenant = horlogeSysteme.maintenant();
    await tracerOperateur(
      base,
      territoire,
      { action: 'operateur.audit.exporter', genre: 'export', fondement: 'controle-des-acces' },
      maintenant,
    );
    const entier = await scellerJusquIci(base, territoire, cle, () => horlogeSysteme.maintenant());
    const flux = createWriteStream(vers, { flags: 'wx', mode: 0o600 });
    let lignes = 0;
    for await (const ligne of exporterLeJournal(base, territoire, cle.id)) {
      lignes += ligne.startsWith('{"n":') ? 1 : 0;
      if (!flux.write(`${ligne}\n`)) await once(flux, 'drain');
    }
    flux.end();
    await once(flux, 'finish');
    await writeFile(`${vers}.pub`, cle.publique);
    dire(`Journal écrit : ${vers} (${compter(lignes, 'ligne', 'lignes')}). Clé publique : ${vers}.pub`);
    if (!entier) dire('Des écritures en cours retiennent les dernières lignes : elles seront dans le prochain export.');
    dire(`Vérifiez-le : npm run cordee -- audit verifier ${vers} --cle ${vers}.pub [--ancres FICHIER]`);
    return 0;
  });
}

function existe(fichier: string): Promise<boolean> {
  return access(fichier).then(
    () => true,
    () => false,
  );
}
