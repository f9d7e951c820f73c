import { sql } from 'kysely';
import { acteurSysteme } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { insConnueDe, porteursDuMatricule, semblables } from '#modules/dossier/index.ts';
import type { Socle } from '#socle/executer.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { tables } from '../tables.ts';
import { ouvrirDoublon } from './store.ts';

/** Files looked at in one round: the next round takes the rest. */
const LOT = 25;
const MEME_MATRICULE = 'même matricule INS';

/**
 * Looks at the files written since the last round, whatever way they came (screen, FHIR, import, batch), and opens one line per pair that
 * resembles strongly or claims one matricule. Gives how many files were looked at.
 */
export async function detecterDoublons(socle: Socle, territoire: CodeTerritoire): Promise<number> {
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (connexion) => {
    const acteur = acteurSysteme(territoire, 'doublons');
    const tx = new Transaction({ ...socle, sql: connexion, acteur, maintenant: socle.horloge.maintenant() });
    const ecrits = await ecritsDepuis(tx);
    let ouverts = 0;
    for (const { id } of ecrits) ouverts += await regarder(tx, id);
    const dernier = ecrits.at(-1)?.seq;
    if (dernier !== undefined) await avancer(tx, dernier);
    if (ouverts > 0) {
      tx.rafraichir('identitovigilance.file', 'aujourdhui');
      await prevenirLesEcrans(tx);
    }
    return ecrits.length;
  });
}

/** Behind the horizon of finished transactions: a version that commits late is not jumped over. One process at a time. */
async function ecritsDepuis(tx: Transaction): Promise<readonly { readonly id: string; readonly seq: string }[]> {
  const { rows } = await sql<{
    libre: boolean;
  }>`select pg_try_advisory_xact_lock(hashtextextended('doublons', 0)) as libre`.execute(tx.sql);
  if (rows[0]?.libre !== true) return [];
  const lus = await sql<{ id: string; seq: string }>`
    select h.id, h.seq::text as seq from resource_history h
     where h.type = 'Patient' and h.seq > coalesce((select c.seq from curseur_doublon c), 0)
       and h.xid < pg_snapshot_xmin(pg_current_snapshot())
     order by h.seq limit ${LOT}`.execute(tx.sql);
  return lus.rows;
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
