import { sql as fragment } from 'kysely';
import { horlogeReglable } from '#lib/horloge.ts';
import type { Coffre } from '#lib/coffre/index.ts';
import type { NouvelId } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import { lireCodeTerritoire, type Base } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import type { Registre } from '#socle/module.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { importerLeTerritoire } from './annuaire.ts';
import { comptesDeLaDemo, ouvrirComptes } from './comptes.ts';
import { reglerLeTerritoire } from './reglages.ts';
import { raconter } from './recit.ts';
import { lireSources, type PersonneFictive, type Sources } from './sources.ts';
import {
  CODE_DEMO,
  effacerDemo,
  ETAPES,
  etatDeLaDemo,
  marquerEtape,
  ouvrirTerritoire,
  type EtapeDemo,
} from './territoire.ts';

export interface OutilsDemo {
  readonly base: Base;
  readonly coffre: Coffre;
  readonly urlAdministrateur: string;
  readonly registre: Registre;
  readonly nouvelId: NouvelId;
  /** Public address of this house, written in the links of the past. */
  readonly origine: string;
  readonly maintenant: Date;
  readonly journal: Journal;
  /** The stories come with `suite`, once the house is open: the first start does not wait for them. */
  readonly histoiresApres?: boolean;
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
   * Plays what is left of the stories, each part in one transaction: it appears together on the open screens. Undefined when all
   * is there. A start prints its address first and lets it come behind; cut in the middle, the next start offers it again.
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
  if (etat === 'coupee') await effacerDemo(outils.urlAdministrateur);
  const debut = performance.now();
  const neuve = etat === 'absente' || etat === 'coupee';
  const dureesMs = neuve ? await preparer(outils, sources) : {};
  const faite = neuve ? 'prepare' : etat;
  if (faite === 'essentiel' || outils.histoiresApres === true)
    return bilan({ deja: !neuve, dureesMs, suite: () => continuer(outils, sources, apres(faite)) });
  const premiere = await continuer(outils, sources, ['essentiel']);
  outils.journal('info', 'demo.chargee', { personnes: premiere.personnes, ms: Math.round(performance.now() - debut) });
  return bilan({
    ...premiere,
    dureesMs: { ...dureesMs, ...premiere.dureesMs },
    suite: () => continuer(outils, sources, ['complete']),
  });
}

const apres = (faite: EtapeDemo): readonly EtapeDemo[] => ETAPES.slice(ETAPES.indexOf(faite) + 1);

const bilan = (parties: Partial<BilanDemo>): BilanDemo => ({
  territoire: CODE_DEMO,
  deja: false,
  personnes: 0,
  gestes: {},
  dureesMs: {},
  ...parties,
});

/** Plays these steps, each in its transaction, and wakes the open screens after each. */
async function continuer(outils: OutilsDemo, sources: Sources, etapes: readonly EtapeDemo[]): Promise<BilanDemo> {
  const [premieres, anciennes] = partager(sources.personnes);
  const gestes: Record<string, number> = {};
  const dureesMs: Record<string, number> = {};
  let personnes = 0;
  for (const etape of etapes) {
    const siennes = etape === 'essentiel' ? premieres : anciennes;
    const fait = await raconter({ ...outillage(outils, sources), personnes: siennes, etape });
    await reveillerLesEcrans(outils);
    outils.journal('info', 'demo.histoires', { etape, personnes: siennes.length, ms: fait.ms });
    for (const [geste, n] of Object.entries(fait.gestes)) gestes[geste] = (gestes[geste] ?? 0) + n;
    dureesMs[etape] = fait.ms;
    personnes += siennes.length;
  }
  return bilan({ personnes, gestes, dureesMs });
}

/** Every view may have changed: its name travels, never a content. */
async function reveillerLesEcrans({ base, registre }: OutilsDemo): Promise<void> {
  const vues = [...new Set([...registre.vues.keys()].map((nom) => nom.split('.')[0]))];
  await base.territoire<TablesTerritoire, unknown>(lireCodeTerritoire(CODE_DEMO), (sql) =>
    fragment`select pg_notify(${`cordee_${CODE_DEMO}`}, ${JSON.stringify({ vues })})`.execute(sql),
  );
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
  await marquerEtape(outils.base, 'prepare', outils.maintenant);
  return {
    territoire: Math.round(avant - debut),
    annuaire: Math.round(apres - avant),
    comptes: Math.round(performance.now() - apres),
  };
}

function outillage(outils: OutilsDemo, sources: Sources) {
  const territoire = lireCodeTerritoire(CODE_DEMO);
  const { registre, coffre, nouvelId, origine, maintenant, journal } = outils;
  const url = urlApplication(outils.urlAdministrateur);
  return { url, territoire, sources, registre, coffre, nouvelId, origine, maintenant, journal };
}
