import type { Interroger } from '#lib/sql/requete.ts';

/** The standing agreement of two persons that a territory of tests, or of long runs, gives to its software. */
export async function accorderLExport(interroger: Interroger, ...clients: readonly string[]): Promise<void> {
  for (const client of clients)
    await interroger({
      texte: `insert into accord_export (id, client, client_nom, portee, motif, jours, demande_par, demande_par_nom, demande_le,
          decide_par, decide_par_nom, decide_le, accorde, fin)
        values ($1, $1, $1, 'territoire', 'Essais', 31, 'compte:a', 'A', '2020-01-01', 'compte:b', 'B', '2020-01-01', true, '2200-01-01')
        on conflict do nothing`,
      valeurs: [client],
    });
}
