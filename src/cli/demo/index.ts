import { horlogeReglable } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import { lireCodeTerritoire, type Base } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import type { Registre } from '#socle/module.ts';
import { importerLeTerritoire } from './annuaire.ts';
import { comptesDeLaDemo, ouvrirComptes } from './comptes.ts';
import { reglerLeTerritoire } from './reglages.ts';
import { raconter } from './recit.ts';
import { lireSources, type PersonneFictive, type Sources } from './sources.ts';
import { CODE_DEMO, effacerDemo, etatDeLaDemo, ouvrirTerritoire } from './territoire.ts';

export interface OutilsDemo {
  readonly base: Base;
  readonly urlAdministrateur: string;
  readonly registre: Registre;
  readonly nouvelId: NouvelId;
  /** Public address of this house, written in the links of the past. */
  readonly origine: string;
  readonly maintenant: Date;
  readonly journal: Journal;
}

export interface BilanDemo {
  readonly territoire: string;
  /** True when nothing had to be loaded. */
  readonly deja: boolean;
  readonly personnes: number;
  /** How many times each action was played. */
  readonly gestes: Readonly<Record<string, number>>;
  readonly dureesMs: Readonly<Record<string, number>>;
  /**
   * Plays the older stories, in one transaction: they appear together. Undefined when all is there. A start prints its address
   * first and lets them come behind; cut in the middle, the next start offers them again.
   */
  readonly suite?: () => Promise<BilanDemo>;
}

/** Accounts and settings are older than the first story. */
const AVANT_TOUT_MS = 200 * 86_400_000;
/** Stories that moved since then are loaded first. */
const RECENT_JOURS = 12;

/**
 * Loads the fictitious territory: the directory from files in the national formats, then six months of stories replayed through
 * the actions people use. Safe to call at each start: what is loaded stays as it is, what a cut left half done is done again.
 */
export async function chargerDemo(outils: OutilsDemo): Promise<BilanDemo> {
  const etat = await etatDeLaDemo(outils.base);
  if (etat === 'autre')
    throw new Error(
      `Le territoire ${CODE_DEMO} existe déjà et n’est pas la démonstration : elle ne s’y ajoute pas. Donnez une base neuve.`,
    );
  if (etat === 'complete') return bilan({ deja: true });
  const sources = await lireSources();
  const [premieres, anciennes] = partager(sources.personnes);
  if (etat === 'essentiel') return bilan({ deja: true, suite: suiteDe(outils, sources, anciennes) });
  if (etat === 'coupee') await effacerDemo(outils.urlAdministrateur);
  const debut = performance.now();
  const dureesMs = await preparer(outils, sources);
  const fait = await raconter({ ...outillage(outils, sources), personnes: premieres, etape: 'essentiel' });
  outils.journal('info', 'demo.chargee', { personnes: premieres.length, ms: Math.round(performance.now() - debut) });
  return bilan({
    personnes: premieres.length,
    gestes: fait.gestes,
    dureesMs: { ...dureesMs, histoires: fait.ms },
    suite: suiteDe(outils, sources, anciennes),
  });
}

const bilan = (parties: Partial<BilanDemo>): BilanDemo => ({
  territoire: CODE_DEMO,
  deja: false,
  personnes: 0,
  gestes: {},
  dureesMs: {},
  ...parties,
});

function suiteDe(
  outils: OutilsDemo,
  sources: Sources,
  personnes: readonly PersonneFictive[],
): () => Promise<BilanDemo> {
  return async () => {
    const fait = await raconter({ ...outillage(outils, sources), personnes, etape: 'complete' });
    outils.journal('info', 'demo.complete', { personnes: personnes.length, ms: fait.ms });
    return bilan({ personnes: personnes.length, gestes: fait.gestes, dureesMs: { histoires: fait.ms } });
  };
}

/** People with a name in the tour, and what still moves; then the rest. */
function partager(
  personnes: readonly PersonneFictive[],
): readonly [readonly PersonneFictive[], readonly PersonneFictive[]] {
  const vive = (p: PersonneFictive): boolean => p.recit === undefined || p.histoire.some((e) => e.jour <= RECENT_JOURS);
  return [personnes.filter(vive), personnes.filter((p) => !vive(p))];
}

async function preparer(outils: OutilsDemo, sources: Sources): Promise<Record<string, number>> {
  const debut = performance.now();
  const depuis = new Date(outils.maintenant.getTime() - AVANT_TOUT_MS);
  const territoire = await ouvrirTerritoire(outils.urlAdministrateur, depuis);
  const avant = performance.now();
  await importerLeTerritoire({ base: outils.base, horloge: horlogeReglable(depuis), nouvelId: outils.nouvelId });
  const apres = performance.now();
  await ouvrirComptes(outils.base, territoire, comptesDeLaDemo(sources), depuis);
  await reglerLeTerritoire(outils.base, territoire, sources.personas, depuis);
  return {
    territoire: Math.round(avant - debut),
    annuaire: Math.round(apres - avant),
    comptes: Math.round(performance.now() - apres),
  };
}

function outillage(outils: OutilsDemo, sources: Sources) {
  const territoire = lireCodeTerritoire(CODE_DEMO);
  const { registre, nouvelId, origine, maintenant, journal } = outils;
  const url = urlApplication(outils.urlAdministrateur);
  return { url, territoire, sources, registre, nouvelId, origine, maintenant, journal };
}
