import { clientClamd, type AdresseClamd, type Antivirus } from '#connectors/antivirus/index.ts';
import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { verifierLesPieces } from '#modules/messagerie/index.ts';
import type { Socle } from '#socle/executer.ts';
import { lancerBoucle, type Boucle } from './boucle.ts';
import type { Config } from './config.ts';

const TOUR_MS = 1_000;

/** Antivirus of this house: the configured one, else the simulator of the trial; undefined: attachments open unverified, and say so. */
export function ouvrirAntivirus(
  configure: Config['antivirus'],
  simule: AdresseClamd | undefined,
  journal: Journal,
): Antivirus | undefined {
  const adresse = configure === 'sans' ? undefined : (configure ?? simule);
  if (adresse !== undefined) return clientClamd({ adresse });
  journal('attention', 'antivirus.absent', {});
  return undefined;
}

/** Attachments that wait for the antivirus, in every territory, apart from the other work: a slow engine delays no mail. */
export function bouclesAntivirus(
  socle: Socle,
  territoires: readonly CodeTerritoire[],
  antivirus: Antivirus | undefined,
  journal: Journal,
): readonly Boucle[] {
  if (antivirus === undefined) return [];
  return territoires.map((territoire) =>
    lancerBoucle(
      `antivirus ${territoire}`,
      () => verifierLesPieces({ socle, territoire, antivirus, journal }),
      TOUR_MS,
      journal,
    ),
  );
}
