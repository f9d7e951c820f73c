import { sql as fragment } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import type { Socle } from '#socle/executer.ts';
import type { EtatPiece, TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import { tables } from '../tables.ts';

/** An attachment without its octets. */
export interface LignePiece {
  readonly id: string;
  readonly nom: string;
  readonly type_mime: string;
  readonly nature: string | null;
  readonly etat: EtatPiece;
  readonly patient: string | null;
  readonly le: Date;
  readonly taille: number;
}

const COLONNES = ['p.id', 'p.nom', 'p.type_mime', 'p.nature', 'p.etat', 'p.patient', 'p.le'] as const;
/** Read at once when it is streamed. */
export const TRANCHE = 1_048_576;

const lignes = (tx: Transaction) =>
  tx.sql
    .selectFrom('piece as p')
    .select(COLONNES)
    .select(fragment<number>`octet_length(p.octets)`.as('taille'))
    .where(tx.portee.condition('p', 'piece'));

/** Those of these attachments the actor may read. */
export async function piecesLues(tx: Transaction, ids: readonly string[]): Promise<readonly LignePiece[]> {
  return ids.length === 0
    ? []
    : lignes(tx)
        .where('p.id', 'in', [...ids])
        .execute();
}

/** What one looks for: about one person, or in the exchanges about one thing. */
export type Recherchees = { readonly patient: string } | { readonly objet: string };

/** The latest received, most recent first, within what the actor may read. */
export async function piecesRecues(tx: Transaction, quoi: Recherchees, limite: number): Promise<readonly LignePiece[]> {
  const requete = lignes(tx);
  const dans =
    'patient' in quoi
      ? requete.where('p.patient', '=', quoi.patient)
      : requete.where('p.id', 'in', await idsDeLObjet(tx, quoi.objet));
  return dans.orderBy('p.le', 'desc').orderBy('p.id').limit(limite).execute();
}

async function idsDeLObjet(tx: Transaction, objet: string): Promise<readonly string[]> {
  const courriels = await tables(tx)
    .selectFrom('courriel as c')
    .innerJoin('fil_message as f', 'f.id', 'c.fil')
    .select('c.pieces')
    .where('f.objet', '=', objet)
    .execute();
  // No attachment has this id: a list that is empty does not compile.
  return ['', ...courriels.flatMap(({ pieces }) => pieces.map(({ id }) => id))];
}

/** The whole of one attachment, for what must be unpacked or read as text; the caller has already decided that it opens. */
export async function octetsDe(tx: Transaction, id: string): Promise<Buffer | undefined> {
  const ligne = await tx.sql
    .selectFrom('piece as p')
    .select('p.octets')
    .where('p.id', '=', id)
    .where(tx.portee.condition('p', 'piece'))
    .executeTakeFirst();
  return ligne?.octets;
}

/**
 * One part of an attachment, right and state asked again: what is withdrawn or found dangerous meanwhile stops there. Undefined then.
 * `etats`: those that may leave.
 */
export async function lireTranche(
  socle: Pick<Socle, 'base' | 'horloge'>,
  acteur: Acteur,
  piece: { readonly id: string; readonly etats: readonly EtatPiece[] },
  debut: number,
): Promise<Buffer | undefined> {
  const portee = porteeDe(acteur, socle.horloge.maintenant());
  const ligne = await socle.base.territoire<TablesTerritoire, { tranche: Buffer } | undefined>(
    acteur.territoire,
    (sql) =>
      sql
        .selectFrom('piece as p')
        .select(fragment<Buffer>`substring(p.octets from ${debut + 1}::int for ${TRANCHE}::int)`.as('tranche'))
        .where('p.id', '=', piece.id)
        .where('p.etat', 'in', [...piece.etats])
        .where(portee.condition('p', 'piece'))
        .executeTakeFirst(),
  );
  return ligne?.tranche;
}
