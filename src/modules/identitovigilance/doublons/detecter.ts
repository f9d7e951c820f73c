import { sql } from 'kysely';
import { acteurSysteme } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { insConnueDe, porteursDuMatricule, semblables } from '#modules/dossier/index.ts';
import { passerLeGel } from '#socle/apres-deces.ts';
import type { Socle } from '#socle/executer.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { tables } from '../tables.ts';
import { ouvrirDoublon } from './store.ts';

/** Files looked at in one round: the next round takes the rest. */
const LOT = 25;
/** Versions read ahead of the cursor while a long transaction, anywhere in the server, holds it back. */
const AVANCE = 500;
const MEME_MATRICULE = 'même matricule INS';

/**
 * Looks at the files written since the last round, whatever way they came (screen, FHIR, import, batch), and opens one line per pair that
 * resembles strongly or claims one matricule. `vus`: versions looked at that the cursor has not passed, kept from one round to the next.
 * Gives how many files were looked at.
 */
export async function detecterDoublons(socle: Socle, territoire: CodeTerritoire, vus: Set<string>): Promise<number> {
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (connexion) => {
    const acteur = acteurSysteme(territoire, 'doublons');
    const tx = new Transaction({ ...socle, sql: connexion, acteur, maintenant: socle.horloge.maintenant() });
    await passerLeGel(connexion, 'identite');
    const ecrits = await ecritsDepuis(tx);
    const neufs = [...new Set(ecrits.filter(({ seq }) => !vus.has(seq)).map(({ id }) => id))].slice(0, LOT);
    let ouverts = 0;
    for (const id of neufs) ouverts += await regarder(tx, id);
    // A file written ten times is looked at once, as it stands now.
    const regardes = new Set(neufs);
    for (const { id, seq } of ecrits) if (regardes.has(id)) vus.add(seq);
    await avancerDerriereLHorizon(tx, ecrits, vus);
    if (ouverts > 0) {
      tx.rafraichir('identitovigilance.file', 'aujourdhui');
      await prevenirLesEcrans(tx);
    }
    return neufs.length;
  });
}

interface VersionEcrite {
  readonly id: string;
  readonly seq: string;
  /** No transaction that began before it is still open: nothing will appear below it any more. */
  readonly finie: boolean;
}

/** One process at a time; nothing when another one is looking. */
async function ecritsDepuis(tx: Transaction): Promise<readonly VersionEcrite[]> {
  const { rows } = await sql<{
    libre: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended('doublons', 0)) as libre`.execute(tx.sql);
  if (rows[0]?.libre !== true) return [];
  const lus = await sql<VersionEcrite>`
    select h.id, h.seq::text as seq, h.xid < pg_snapshot_xmin(pg_current_snapshot()) as finie from resource_history h
     where h.type = 'Patient' and h.seq > coalesce((select c.seq from curseur_doublon c), 0)
     order by h.seq limit ${AVANCE}`.execute(tx.sql);
  return lus.rows;
}

/** Over what was looked at and is finished: a version that commits late is not jumped over. */
async function avancerDerriereLHorizon(
  tx: Transaction,
  ecrits: readonly VersionEcrite[],
  vus: Set<string>,
): Promise<void> {
  const premiere = ecrits.findIndex(({ seq, finie }) => !finie || !vus.has(seq));
  const passes = premiere === -1 ? ecrits : ecrits.slice(0, premiere);
  const dernier = passes.at(-1)?.seq;
  if (dernier === undefined) return;
  await avancer(tx, dernier);
  for (const { seq } of passes) vus.delete(seq);
}

async function avancer(tx: Transaction, seq: string): Promise<void> {
  await tables(tx)
    .insertInto('curseur_doublon')
    .values({ seq })
    .onConflict((conflit) => conflit.column('unique_ligne').doUpdateSet({ seq }))
    .execute();
}

/** Pairs opened for one file: strong resemblances, and those who claim the same matricule. */
async function regarder(tx: Transaction, id: string): Promise<number> {
  const lue = await tx.magasin.lire('Patient', id, porteeSysteme('doublons'));
  if (lue === undefined || lue.ressource.active === false) return 0;
  const trouves = (await semblables(tx, lue.ressource)).filter(
    ({ niveau, motifs }) => niveau === 'forte' || motifs.includes(MEME_MATRICULE),
  );
  let ouverts = 0;
  for (const { patient, motifs, conflits, score } of trouves) {
    const origine = motifs.includes(MEME_MATRICULE) ? 'matricule' : 'ressemblance';
    const { nouveau } = await ouvrirDoublon(tx, id, patient.id, { origine, motifs, conflits, score });
    ouverts += nouveau ? 1 : 0;
  }
  const connue = await insConnueDe(tx, id);
  const porteurs = connue === undefined ? [] : await porteursDuMatricule(tx, connue);
  for (const autre of porteurs.filter((porteur) => porteur !== id)) {
    const ressemblance = { origine: 'matricule' as const, motifs: [MEME_MATRICULE], conflits: [], score: 40 };
    ouverts += (await ouvrirDoublon(tx, id, autre, ressemblance)).nouveau ? 1 : 0;
  }
  return ouverts;
}
