import pg from 'pg';
import { horlogeSysteme } from '#lib/horloge.ts';
import { purgerLesDossiers, rapportDeConservation } from '#modules/droits-personne/index.ts';
import { avecLaBase, tracerOperateur } from '../audit/outils.ts';
import { compter } from '../commandes/commande.ts';

interface Options {
  readonly territoire?: string | undefined;
  readonly supprimer?: boolean | undefined;
}

/** What is kept and what will leave; with `--supprimer` and only then, what was announced and is at its term is erased. */
export async function conservation(options: Options, dire: (ligne: string) => void): Promise<number> {
  const pourDeBon = options.supprimer === true;
  return avecLaBase(dire, options.territoire, async ({ base, territoire, urlAdministrateur }) => {
    const maintenant = horlogeSysteme.maintenant();
    await tracerOperateur(
      base,
      territoire,
      {
        action: 'operateur.droits.conservation',
        genre: pourDeBon ? 'ecriture' : 'lecture',
        fondement: 'duree-de-conservation',
      },
      maintenant,
    );
    const { phases, lignes } = await rapportDeConservation(base.directement(territoire), maintenant);
    dire(
      `Parts de dossiers : ${phases.active} actives, ${phases.archive} en archive, ${phases.terme} au terme, ${phases.suspendue} suspendues par un recours.`,
    );
    for (const ligne of lignes) dire(ligne);
    const client = new pg.Client({ connectionString: urlAdministrateur });
    await client.connect();
    try {
      const purges = await purgerLesDossiers(client, territoire, maintenant, {
        essai: !pourDeBon,
        par: 'operateur',
      });
      const elements = compter(
        purges.reduce((n, p) => n + p.elements, 0),
        'élément',
        'éléments',
      );
      const dossiers = compter(purges.length, 'dossier', 'dossiers');
      dire(
        pourDeBon
          ? `Supprimé : ${elements} dans ${dossiers}. Les sauvegardes d’avant les contiennent encore jusqu’à leur propre fin.`
          : `À supprimer aujourd’hui : ${elements} dans ${dossiers}. Rien n’a été supprimé : ajoutez --supprimer pour le faire.`,
      );
      return 0;
    } finally {
      await client.end();
    }
  });
}
