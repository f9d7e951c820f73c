import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { avecOperateur } from '#lib/sql/operateur.ts';
import { annoncerLesDeparts, purgerLesDossiers } from '#modules/droits-personne/index.ts';
import { dureesDeGarde, purgerLeJournal, purgerLesPortes } from '#modules/trace/index.ts';
import type { Socle } from '#socle/executer.ts';
import { lancerBoucle, type Boucle } from './boucle.ts';

/** What was decided leaves within the hour; each round is short when nothing is due. */
const TOUR_MS = 3_600_000;
/** The clocks of the records are a matter of weeks: gone through when the house starts, then once a day. */
const HORLOGES_MS = 24 * TOUR_MS;
/** Lines of the doors belong to no territory: the national duration of technical lines (TR-02). */
const PORTES_MOIS = 12;

export interface OutilsConservation {
  readonly socle: Socle;
  readonly journal: Journal;
  /** Absent: announces and archives, erases nothing (the operator's command does). */
  readonly urlAdministrateur?: string | undefined;
}

/** What is kept only for a time (TR-02, RG-05), by itself: each territory in its turn, one process of the house at a time. */
export function bouclesConservation(
  outils: OutilsConservation,
  territoires: readonly CodeTerritoire[],
): readonly Boucle[] {
  return territoires.map((territoire) => {
    let prochain = 0;
    return lancerBoucle(
      `conservation ${territoire}`,
      async () => {
        const horloges = performance.now() >= prochain;
        if (await tourDeConservation(outils, territoire, { horloges }))
          prochain = horloges ? performance.now() + HORLOGES_MS : prochain;
      },
      TOUR_MS,
      outils.journal,
    );
  });
}

/** One round: the clocks when asked, then what two persons decided, then the lines of the journal at their term. False: another process is at it. */
export async function tourDeConservation(
  { socle, journal, urlAdministrateur }: OutilsConservation,
  territoire: CodeTerritoire,
  { horloges }: { readonly horloges: boolean },
): Promise<boolean> {
  if (urlAdministrateur === undefined) {
    if (horloges) await annoncerLesDeparts(socle, territoire);
    return true;
  }
  const fait = await avecOperateur(urlAdministrateur, `conservation.${territoire}`, async (client) => {
    if (horloges) await annoncerLesDeparts(socle, territoire);
    const le = socle.horloge.maintenant();
    const par = 'conservation';
    const dossiers = await purgerLesDossiers(client, territoire, le, { essai: false, par });
    const lignes = await purgerLeJournal(client, territoire, await dureesDeGarde(socle.base, territoire), { le, par });
    const portes = await purgerLesPortes(client, PORTES_MOIS, le);
    if (dossiers.length + lignes.techniques + lignes.acces + portes > 0)
      journal('info', 'conservation.purge', { territoire, dossiers: dossiers.length, portes, ...lignes });
    return true;
  });
  return fait === true;
}
