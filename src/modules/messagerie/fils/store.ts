import { sql, type Selectable } from 'kysely';
import { recuParNom } from '#acces/portee.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Transaction } from '#socle/transaction.ts';
import { tables, type TableCourriel, type TableFil } from '../tables.ts';
import type { FilConnu } from './choisir-fil.ts';

export type Fil = Selectable<TableFil>;
export type Courriel = Selectable<Omit<TableCourriel, 'brut'>>;

const COLONNES_FIL = [
  'f.id',
  'f.boite',
  'f.structure',
  'f.file',
  'f.objet',
  'f.genre',
  'f.patient',
  'f.famille',
  'f.correspondant',
  'f.correspondant_nom',
  'f.correspondant_ref',
  'f.sujet',
  'f.lecteurs',
  'f.ouvert_le',
  'f.dernier_le',
  'f.recu_le',
  'f.lu_le',
  'f.porteur',
  'f.porteur_nom',
  'f.reuni_a',
] as const;

/** Everything but the raw bytes, which may weigh 25 MB. */
const COLONNES_COURRIEL = [
  'c.id',
  'c.sens',
  'c.boite',
  'c.message_id',
  'c.empreinte',
  'c.nature',
  'c.etat',
  'c.fil',
  'c.communication',
  'c.de',
  'c.de_nom',
  'c.de_ref',
  'c.a',
  'c.a_nom',
  'c.a_ref',
  'c.auteur',
  'c.auteur_nom',
  'c.recu_le',
  'c.texte',
  'c.pieces',
  'c.raison',
  'c.envoi',
  'c.parti_le',
  'c.remis_le',
  'c.lu_le',
  'c.repondu_le',
  'c.non_remis_le',
  'c.motif',
  'c.autre_canal',
  'c.relaye_le',
  'c.relaye_par',
] as const;

/**
 * Filing is one at a time per mailbox, so that two workers never open two threads for one conversation. Writers hold it together
 * (`partage`): they only join threads, and must not see one being merged.
 */
export async function verrouillerBoite(tx: Transaction, boite: string, mode: 'seul' | 'partage'): Promise<void> {
  const cle = sql`hashtextextended(${`messagerie:${tx.acteur.territoire}:${boite.toLowerCase()}`}, 0)`;
  const prise =
    mode === 'seul' ? sql`select pg_advisory_xact_lock(${cle})` : sql`select pg_advisory_xact_lock_shared(${cle})`;
  await prise.execute(tx.sql);
}

/** A thread, followed to the one that absorbed it. */
export async function lireFil(tx: Transaction, id: string): Promise<Fil | undefined> {
  const fil = await tables(tx)
    .selectFrom('fil_message as f')
    .select(COLONNES_FIL)
    .where('f.id', '=', id)
    .executeTakeFirst();
  return fil === undefined || fil.reuni_a === null ? fil : lireFil(tx, fil.reuni_a);
}

/** A thread of the actor's own mailbox: only there may one act. Hidden and missing look the same. */
export async function chargerFil(tx: Transaction, id: string): Promise<Fil> {
  return exiger(tx, await lireFil(tx, id), (fil) => tx.acteur.refs.includes(fil.structure));
}

/** A thread the actor is a named reader of. */
export async function chargerFilEnLecture(tx: Transaction, id: string): Promise<Fil> {
  return exiger(tx, await lireFil(tx, id), (fil) => fil.lecteurs.some((ref) => tx.acteur.refs.includes(ref)));
}

async function exiger(tx: Transaction, fil: Fil | undefined, permis: (fil: Fil) => boolean): Promise<Fil> {
  if (fil === undefined || !permis(fil) || !(await ouvert(tx, fil.id))) throw refusCommuns.introuvable();
  tx.concerne(fil.patient ?? undefined);
  return fil;
}

/** Cordée itself always may; a person, within what its role receives and what the person of the thread did not close. */
async function ouvert(tx: Transaction, id: string): Promise<boolean> {
  if (tx.acteur.genre === 'systeme') return true;
  const ligne = await tables(tx)
    .selectFrom('fil_message as f')
    .select('f.id')
    .where('f.id', '=', id)
    .where(recuParNom(tx.acteur, tx.maintenant, 'f', 'fil'))
    .executeTakeFirst();
  return ligne !== undefined;
}

/** Threads of one thing with one correspondent, or with anyone. */
export async function filsDeLObjet(
  tx: Transaction,
  objet: string,
  boite?: string,
  correspondant?: string,
): Promise<readonly Fil[]> {
  let requete = tables(tx)
    .selectFrom('fil_message as f')
    .select(COLONNES_FIL)
    .where('f.objet', '=', objet)
    .where('f.reuni_a', 'is', null);
  if (boite !== undefined) requete = requete.where('f.boite', '=', boite);
  if (correspondant !== undefined) requete = requete.where('f.correspondant', '=', correspondant);
  return requete.orderBy('f.dernier_le', 'desc').orderBy('f.id').execute();
}

export async function creerFil(tx: Transaction, fil: Omit<Fil, 'reuni_a'>): Promise<Fil> {
  const ligne = { ...fil, reuni_a: null, lecteurs: [...new Set(fil.lecteurs)] };
  await tables(tx).insertInto('fil_message').values(ligne).execute();
  return ligne;
}

export async function modifierFil(
  tx: Transaction,
  id: string,
  partie: Partial<Omit<Fil, 'id' | 'boite'>>,
): Promise<void> {
  await tables(tx).updateTable('fil_message').set(partie).where('fil_message.id', '=', id).execute();
}

/** Threads that know one of these identifiers, in this mailbox. */
export async function filsConnus(
  tx: Transaction,
  boite: string,
  identifiants: readonly string[],
): Promise<ReadonlyMap<string, FilConnu>> {
  const lignes = await tables(tx)
    .selectFrom('fil_reference as r')
    .innerJoin('fil_message as f', 'f.id', 'r.fil')
    .select(['r.message_id', 'f.id', 'f.objet', 'f.ouvert_le'])
    .where('r.boite', '=', boite)
    .where('r.message_id', 'in', [...identifiants])
    .execute();
  return new Map(lignes.map((l) => [l.message_id, { id: l.id, objet: l.objet, ouvertLe: l.ouvert_le }]));
}

export async function retenirReferences(
  tx: Transaction,
  fil: Pick<Fil, 'id' | 'boite'>,
  identifiants: readonly string[],
): Promise<void> {
  await tables(tx)
    .insertInto('fil_reference')
    .values([...new Set(identifiants)].map((message_id) => ({ boite: fil.boite, message_id, fil: fil.id })))
    // Already known by a thread about another thing: the identifier stays there.
    .onConflict((conflit) => conflit.columns(['boite', 'message_id']).doNothing())
    .execute();
}

/** Moves everything of `absorbe` to `garde`; the emptied thread keeps a pointer, so that an old address still opens the right one. */
export async function reunirFils(tx: Transaction, garde: string, absorbe: string): Promise<void> {
  const base = tables(tx);
  await base.updateTable('courriel').set({ fil: garde }).where('courriel.fil', '=', absorbe).execute();
  await base.updateTable('fil_reference').set({ fil: garde }).where('fil_reference.fil', '=', absorbe).execute();
  await base.updateTable('fil_message').set({ reuni_a: garde }).where('fil_message.id', '=', absorbe).execute();
}

/** Mails of a thread, oldest first; `verrou` when they are about to be changed. */
export async function courrielsDuFil(
  tx: Transaction,
  fil: string,
  options: { readonly verrou?: boolean } = {},
): Promise<readonly Courriel[]> {
  const requete = tables(tx)
    .selectFrom('courriel as c')
    .select(COLONNES_COURRIEL)
    .where('c.fil', '=', fil)
    .orderBy('c.recu_le')
    .orderBy('c.id');
  return options.verrou === true ? requete.forUpdate().execute() : requete.execute();
}

/** Identifiers of a thread, oldest first: enough to write its headers. */
export async function maillonsDuFil(
  tx: Transaction,
  fil: string,
): Promise<readonly Pick<Courriel, 'message_id' | 'etat'>[]> {
  return tables(tx)
    .selectFrom('courriel as c')
    .select(['c.message_id', 'c.etat'])
    .where('c.fil', '=', fil)
    .where('c.communication', 'is not', null)
    .orderBy('c.recu_le')
    .orderBy('c.id')
    .execute();
}

/** True while nobody has written in the thread. */
export async function filSansMessage(tx: Transaction, fil: string): Promise<boolean> {
  const premier = await tables(tx)
    .selectFrom('courriel as c')
    .select('c.id')
    .where('c.fil', '=', fil)
    .where('c.nature', '=', 'message')
    .limit(1)
    .executeTakeFirst();
  return premier === undefined;
}

/** Communications of a thread by the identifiers they carry. */
export async function communicationsCitees(
  tx: Transaction,
  fil: string,
  identifiants: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (identifiants.length === 0) return new Map();
  const lignes = await tables(tx)
    .selectFrom('courriel as c')
    .select(['c.message_id', 'c.communication'])
    .where('c.fil', '=', fil)
    .where('c.message_id', 'in', [...identifiants])
    .where('c.communication', 'is not', null)
    .execute();
  return new Map(lignes.map((l) => [l.message_id, l.communication ?? '']));
}

/** The mail that carries a Communication, locked: its state and its resource change together. */
export async function courrielDe(tx: Transaction, communication: string): Promise<Courriel | undefined> {
  return tables(tx)
    .selectFrom('courriel as c')
    .select(COLONNES_COURRIEL)
    .where('c.communication', '=', communication)
    .forUpdate()
    .executeTakeFirst();
}

/** A mail of ours by its Message-ID, locked. */
export async function courrielEnvoye(tx: Transaction, boite: string, messageId: string): Promise<Courriel | undefined> {
  return tables(tx)
    .selectFrom('courriel as c')
    .select(COLONNES_COURRIEL)
    .where('c.boite', '=', boite)
    .where('c.message_id', '=', messageId)
    .where('c.sens', '=', 'envoye')
    .forUpdate()
    .executeTakeFirst();
}

export async function modifierCourriel(
  tx: Transaction,
  id: string,
  partie: Partial<Omit<Courriel, 'id' | 'pieces'>>,
): Promise<void> {
  await tables(tx).updateTable('courriel').set(partie).where('courriel.id', '=', id).execute();
}
