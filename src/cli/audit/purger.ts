import pg from 'pg';
import { horlogeSysteme } from '#lib/horloge.ts';
import { dureesDeGarde, purgerLeJournal } from '#modules/trace/index.ts';
import { compter } from '../commandes/commande.ts';
import { avecLaBase } from './outils.ts';

/** Erases what has passed its time, on the administrator's connection; the journal still verifies. */
export async function purgerAudit(
  options: { readonly territoire?: string | undefined },
  dire: (ligne: string) => void,
): Promise<number> {
  return avecLaBase(dire, options.territoire, async ({ base, territoire, urlAdministrateur }) => {
    const durees = await dureesDeGarde(base, territoire);
    const client = new pg.Client({ connectionString: urlAdministrateur });
    await client.connect();
    try {
      const { techniques, acces } = await purgerLeJournal(client, territoire, durees, {
        le: horlogeSysteme.maintenant(),
        par: 'operateur',
      });
      dire(
        `${compter(techniques, 'ligne technique effacée', 'lignes techniques effacées')} (plus de ${durees.techniqueMois} mois), ${compter(acces, 'accès effacé', 'accès effacés')} (plus de ${durees.accesMois} mois).`,
      );
      return 0;
    } finally {
      await client.end();
    }
  });
}
