import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import {
  aSuivre,
  CANAL,
  canalAbonnement,
  distribuer,
  entretenir,
  oublier,
  type DependancesCanal,
} from '#modules/abonnement/index.ts';
import type { Socle } from '#socle/executer.ts';
import { lancer, type Ouvrier } from '#socle/ouvrier.ts';
import { lancerBoucle, type Boucle } from './boucle.ts';

const TOUR_MS = 1_000;
/** A burst of writes asks for one reading, not for one each. */
const REGROUPER_MS = 150;
const OUBLIER_MS = 3_600_000;
/** A territory where nobody subscribes is looked at this often; the process that takes a first subscription looks at once. */
const SANS_ABONNE_MS = 10_000;
/** Heartbeats and ends of subscriptions: their smallest period is a minute. */
const ENTRETENIR_MS = 5_000;

export interface BoucleAbonnements extends Pick<Boucle, 'arreter'> {
  /** Something was written there by this process: no need to wait for the next round. */
  prevenir(territoire: CodeTerritoire): void;
}

/**
 * Subscriptions of every territory, apart from the other work: a slow receiver delays nobody's deadline nor mail. The process that
 * writes wakes its own loop (no NOTIFY: it would put all commits of the cluster in one line); whatever happens, a round comes each second.
 */
export function boucleAbonnements(
  socle: Socle,
  territoires: readonly CodeTerritoire[],
  receveurs: Pick<DependancesCanal, 'essai' | 'sorties'>,
  journal: Journal,
): BoucleAbonnements {
  const ouvrier: Ouvrier = {
    socle,
    sonneries: new Map(),
    canaux: new Map([[CANAL, canalAbonnement({ ...socle, ...receveurs })]]),
    journal,
  };
  const boucles = new Map(territoires.map((t) => [t, boucleDUnTerritoire(ouvrier, t)]));
  const menage = territoires.map((t) =>
    lancerBoucle(`abonnements oubli ${t}`, () => oublier(socle, t), OUBLIER_MS, journal),
  );
  return {
    prevenir: (territoire) => boucles.get(territoire)?.prevenir(),
    arreter: async () => {
      await Promise.all([...boucles.values(), ...menage].map((boucle) => boucle.arreter()));
    },
  };
}

function boucleDUnTerritoire(ouvrier: Ouvrier, territoire: CodeTerritoire) {
  const { socle } = ouvrier;
  const enVol = new Set<Promise<void>>();
  const [dormir, entretien] = [aIntervalle(SANS_ABONNE_MS), aIntervalle(ENTRETENIR_MS)];
  let suivi = true;
  let prevenue: NodeJS.Timeout | undefined;
  const boucle = lancerBoucle(
    `abonnements ${territoire}`,
    async () => {
      if (dormir.echu()) suivi = await aSuivre(socle, territoire);
      if (!suivi) return;
      while ((await distribuer(socle, territoire)) > 0);
      if (entretien.echu()) await entretenir(socle, territoire);
      const anciens = new Set(enVol);
      await lancer(ouvrier, territoire, CANAL, enVol);
      // The next batch leaves as soon as this one is acknowledged.
      for (const vol of enVol) if (!anciens.has(vol)) void vol.then(() => boucle.reveiller());
    },
    TOUR_MS,
    ouvrier.journal,
  );
  return {
    prevenir: (): void => {
      prevenue ??= setTimeout(() => {
        prevenue = undefined;
        if (!suivi) dormir.oublier();
        boucle.reveiller();
      }, REGROUPER_MS);
    },
    arreter: async (): Promise<void> => {
      clearTimeout(prevenue);
      await boucle.arreter();
      await Promise.all(enVol);
    },
  };
}

/** True at most once per interval; at once after `oublier`. */
function aIntervalle(ms: number) {
  let prochain = 0;
  return {
    echu: (): boolean => {
      if (performance.now() < prochain) return false;
      prochain = performance.now() + ms;
      return true;
    },
    oublier: (): void => {
      prochain = 0;
    },
  };
}
