import { sql as fragment } from 'kysely';
import type { Horloge } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import type { Base } from '#lib/sql/connexion.ts';
import type { TablesCommunes } from '../tables.ts';
import { construire } from './construire.ts';
import { ecrireAnnuaire, ecrireCommunes, type BilanEcriture } from './ecrire.ts';
import { lireFichier, type FichierAImporter, type FichierLu, type Rejet } from './lire-fichier.ts';
import { reunirLesStocks } from './stocks.ts';

export interface OutilsImport {
  readonly base: Pick<Base, 'commun'>;
  readonly horloge: Horloge;
  readonly nouvelId: NouvelId;
  /** Who the files are about when a house loads several areas (`59`): a stock only replaces that of its own scope. */
  readonly perimetre?: string;
  /** Stopwatch of the run, apart from the clock of the house, which may be stopped. */
  readonly chronometre?: () => number;
}

export interface RapportImport {
  readonly fichiers: readonly {
    readonly fichier: string;
    readonly format: string;
    readonly lues: number;
    readonly retenues: number;
    readonly rejets: readonly Rejet[];
  }[];
  readonly lues: number;
  readonly retenues: number;
  readonly rejets: readonly Rejet[];
  readonly bilan: BilanEcriture;
  readonly dureeMs: number;
}

/**
 * Loads national files into the shared directory, in one transaction: either the new directory is whole, or the former one stays.
 * Run twice with the same files, nothing changes. Runs for the whole house (administrator), never inside a territory.
 */
export async function importerAnnuaire(
  outils: OutilsImport,
  fichiers: readonly FichierAImporter[],
): Promise<RapportImport> {
  const chronometre = outils.chronometre ?? (() => performance.now());
  const debut = chronometre();
  const lus: FichierLu[] = [];
  for (const fichier of fichiers.toSorted((a, b) => (a.nom < b.nom ? -1 : 1))) lus.push(await lireFichier(fichier));
  const le = outils.horloge.maintenant();
  return outils.base.commun<TablesCommunes, RapportImport>(async (sql) => {
    // Two imports at once: the second waits, then starts from what the first wrote.
    await fragment`select pg_advisory_xact_lock(20260102)`.execute(sql);
    const rejets = lus.flatMap((f) => f.rejets);
    const lots = await reunirLesStocks(sql, lus, { perimetre: outils.perimetre ?? '', le, rejets });
    const construit = construire(lots);
    rejets.push(...construit.rejets);
    const bilan = await ecrireAnnuaire(sql, construit.lignes, le);
    if (construit.communes.length > 0) await ecrireCommunes(sql, construit.communes);
    const dureeMs = Math.round(chronometre() - debut);
    const rapports = lus.map((f) => ({
      fichier: f.nom,
      format: f.genre ?? 'inconnu',
      lues: f.lues,
      retenues: f.retenues,
      rejets: rejets.filter((r) => r.fichier === f.nom),
    }));
    if (rapports.length > 0)
      await sql
        .insertInto('import_annuaire')
        .values(
          rapports.map(({ rejets: siens, ...r }) => ({
            id: outils.nouvelId(),
            ...r,
            le,
            rejets: JSON.stringify(siens),
            duree_ms: dureeMs,
            bilan: JSON.stringify(bilan),
          })),
        )
        .execute();
    const somme = (cle: 'lues' | 'retenues'): number => rapports.reduce((total, r) => total + r[cle], 0);
    return { fichiers: rapports, lues: somme('lues'), retenues: somme('retenues'), rejets, bilan, dureeMs };
  });
}
