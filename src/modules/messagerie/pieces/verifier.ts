import { sql as fragment } from 'kysely';
import { acteurSysteme } from '#acces/acteur.ts';
import { AntivirusIndisponible, type Antivirus, type Verdict } from '#connectors/antivirus/index.ts';
import type { Journal } from '#lib/journal.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Socle } from '#socle/executer.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { EtatPiece, TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { attenteMs } from './etat.ts';
import { natureDe } from './nature.ts';
import { direLeDanger } from './dire-le-danger.ts';

export interface VerificationDesPieces {
  readonly socle: Socle;
  readonly territoire: CodeTerritoire;
  readonly antivirus: Antivirus;
  readonly journal: Journal;
}

interface Prise {
  readonly id: string;
  readonly nom: string;
  readonly octets: Buffer;
  readonly essais: number;
}

/** Nobody else takes it meanwhile; whoever is killed gives it back after this. */
const VERROU_MS = 120_000;
/** An engine that stumbles on one document that many times will not judge it. [P] */
const ERREURS_MAX = 10;

/**
 * Asks the antivirus about every attachment that waits, one at a time, outside any transaction. An engine that is down loses nothing: the
 * attachment waits, and is asked again. Returns how many were judged.
 */
export async function verifierLesPieces(travail: VerificationDesPieces): Promise<number> {
  for (let jugees = 0; ; jugees += 1) {
    const piece = await prendre(travail);
    if (piece === undefined) return jugees;
    let verdict: Verdict;
    try {
      verdict = await travail.antivirus.verifier(piece.octets);
    } catch (erreur) {
      if (!(erreur instanceof AntivirusIndisponible)) throw erreur;
      await remettre(travail, piece, erreur);
      return jugees;
    }
    await dans(travail, (tx) => noter(tx, piece, verdict));
  }
}

function dans<R>({ socle, territoire }: VerificationDesPieces, faire: (tx: Transaction) => Promise<R>): Promise<R> {
  return socle.base.territoire<TablesTerritoire, R>(territoire, async (sql) => {
    const acteur = acteurSysteme(territoire, 'antivirus');
    const tx = new Transaction({ ...socle, sql, acteur, maintenant: socle.horloge.maintenant() });
    const resultat = await faire(tx);
    await prevenirLesEcrans(tx);
    return resultat;
  });
}

/** The next that waits, oldest first. */
function prendre(travail: VerificationDesPieces): Promise<Prise | undefined> {
  return dans(travail, ({ sql, maintenant }) =>
    sql
      .updateTable('piece')
      .set({
        a_verifier_le: new Date(maintenant.getTime() + VERROU_MS),
        essais: fragment<number>`piece.essais + 1`,
      })
      .where('piece.id', 'in', (eb) =>
        eb
          .selectFrom('piece as p')
          .select('p.id')
          .where('p.etat', '=', 'a_verifier')
          .where('p.a_verifier_le', '<=', maintenant)
          .orderBy('p.a_verifier_le')
          .orderBy('p.id')
          .limit(1)
          .forUpdate()
          .skipLocked(),
      )
      .returning(['piece.id', 'piece.nom', 'piece.octets', 'piece.essais'])
      .executeTakeFirst(),
  );
}

async function remettre(
  travail: VerificationDesPieces,
  { id, essais, octets }: Prise,
  { raison }: AntivirusIndisponible,
): Promise<void> {
  travail.journal('attention', 'antivirus.sans_verdict', { piece: id, raison, essais });
  await dans(travail, async (tx) => {
    if (raison === 'erreur_du_moteur' && essais >= ERREURS_MAX) {
      await ecrire(tx, id, { etat: 'non_verifiable', nature: natureDe(octets) });
      return;
    }
    await tx.sql
      .updateTable('piece')
      .set({ a_verifier_le: new Date(tx.maintenant.getTime() + attenteMs(essais)) })
      .where('piece.id', '=', id)
      .execute();
  });
}

async function noter(tx: Transaction, { id, nom, octets }: Prise, verdict: Verdict): Promise<void> {
  const { issue: etat, menace = null, signaturesDu = null } = verdict;
  const premier = await ecrire(tx, id, { etat, menace, signatures_du: signaturesDu, nature: natureDe(octets) });
  if (premier && etat === 'dangereuse') await direLeDanger(tx, { id, nom, menace: menace ?? '' });
}

interface AEcrire {
  readonly etat: EtatPiece;
  readonly nature: string;
  readonly menace?: string | null;
  readonly signatures_du?: Date | null;
}

/** False when another worker has judged it meanwhile. */
async function ecrire(tx: Transaction, id: string, verdict: AEcrire): Promise<boolean> {
  const ecrite = await tx.sql
    .updateTable('piece')
    .set({ ...verdict, verifiee_le: tx.maintenant })
    .where('piece.id', '=', id)
    .where('piece.etat', '=', 'a_verifier')
    .returning('piece.id')
    .executeTakeFirst();
  tx.rafraichir('messagerie', 'dossier');
  return ecrite !== undefined;
}
