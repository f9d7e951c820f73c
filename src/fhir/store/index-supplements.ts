import type { Journal } from '#lib/journal.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Sceau } from '../identite/index.ts';
import { supplementsInstalles } from '../index/index.ts';
import { indexerLaSuite, PAQUET } from './reindexer.ts';

interface Etat {
  readonly parametres: string;
  readonly vises: string | null;
  readonly suite_type: string;
  readonly suite_id: string;
}

const LIRE = 'select i.parametres, i.vises, i.suite_type, i.suite_id from index_fhir i';
const AVANCER = 'update index_fhir set vises = $1, suite_type = $2, suite_id = $3';
const FINIR = "update index_fhir set parametres = $1, vises = null, suite_type = '', suite_id = ''";

/** Are the keys of the parameters of packages written for the whole of this territory? */
export async function supplementsIndexes(base: Pick<Base, 'directement'>, code: CodeTerritoire): Promise<boolean> {
  const [etat] = await base.directement(code)<Etat>({ texte: LIRE, valeurs: [] });
  return etat?.parametres === supplementsInstalles().empreinte;
}

/**
 * Writes the keys of the parameters of packages for every resource of a territory, packet after packet, each with how far it went: cut in
 * the middle, the next start goes on from there. Others read and write meanwhile. Gives the number of resources.
 * @param continuer asked before each packet: false leaves the rest to the next start
 */
export async function indexerSupplements(
  base: Pick<Base, 'directement' | 'ensemble'>,
  code: CodeTerritoire,
  continuer: () => boolean = () => true,
  sceau?: Sceau,
): Promise<number> {
  const { empreinte } = supplementsInstalles();
  const interroger = base.directement(code);
  const [etat] = await interroger<Etat>({ texte: LIRE, valeurs: [] });
  if (etat === undefined || etat.parametres === empreinte) return 0;
  const reprise = etat.vises === empreinte ? { type: etat.suite_type, id: etat.suite_id } : { type: '', id: '' };
  let [faites, place, fini] = [0, reprise, false];
  while (!fini) {
    if (!continuer()) return faites;
    const depuis = place;
    const paquet = await base.ensemble(code, async (dans) => {
      const lignes = await indexerLaSuite(dans, depuis, sceau);
      const { type, id } = lignes.at(-1) ?? depuis;
      await dans({ texte: AVANCER, valeurs: [empreinte, type, id] });
      return lignes;
    });
    faites += paquet.length;
    place = paquet.at(-1) ?? depuis;
    fini = paquet.length < PAQUET;
  }
  await interroger({ texte: FINIR, valeurs: [empreinte] });
  return faites;
}

/** Where the background indexing is. */
export interface Indexation {
  enCours(code: CodeTerritoire): boolean;
  /** Done when nothing is left to index, or when it was stopped. */
  readonly finie: Promise<void>;
  arreter(): Promise<void>;
}

/** Indexes behind the open house the territories that need it, one after the other; a failure leaves the rest to the next start. */
export async function suivreLIndexation(
  base: Pick<Base, 'directement' | 'ensemble'>,
  territoires: readonly CodeTerritoire[],
  journal: Journal,
  sceauDuTerritoire: (code: CodeTerritoire) => Sceau | undefined = () => undefined,
): Promise<Indexation> {
  const aFaire = new Set<CodeTerritoire>();
  for (const code of territoires) if (!(await supplementsIndexes(base, code))) aFaire.add(code);
  let arrete = false;
  const travail = (async () => {
    for (const territoire of aFaire) {
      const ressources = await indexerSupplements(base, territoire, () => !arrete, sceauDuTerritoire(territoire));
      if (arrete) return;
      aFaire.delete(territoire);
      journal('info', 'index.parametres', { territoire, ressources });
    }
  })().catch((erreur: unknown) => {
    journal('erreur', 'index.parametres', { motif: erreur instanceof Error ? erreur.message : 'inconnu' });
  });
  return {
    enCours: (code) => aFaire.has(code),
    finie: travail,
    arreter: () => {
      arrete = true;
      return travail;
    },
  };
}
