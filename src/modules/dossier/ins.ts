import type { Ins } from '#fhir/identite/index.ts';
import type { Gisement } from '#lib/coffre/gisements.ts';
import { lireMatriculeIns, lireOidIns } from '#lib/identifiants/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { sqlDuDossier, type TableInsConnue } from './tables.ts';

/** What the matricule is found by: its keyed fingerprint, never itself. */
const USAGE = 'ins';
const contexte = (id: string): string => `ins_connue.matricule/${id}`;

export const gisementDesMatricules: Gisement = {
  domaine: 'territoire',
  table: 'ins_connue',
  cle: 'id',
  colonne: 'matricule',
  forme: 'texte',
  contexte: { prefixe: 'ins_connue.matricule', colonne: 'id' },
  aveugle: { colonne: 'aveugle', usage: USAGE },
};

export interface InsConnue extends Ins {
  readonly etat: Exclude<TableInsConnue['etat'], 'retiree'>;
  readonly origine: TableInsConnue['origine'];
}

/** The national identity known for a person and not withdrawn, whatever the status of her identity. For the identity cell only. */
export async function insConnueDe(tx: Transaction, patient: string): Promise<InsConnue | undefined> {
  const ligne = await sqlDuDossier(tx)
    .selectFrom('ins_connue')
    .select(['ins_connue.id', 'ins_connue.matricule', 'ins_connue.oid', 'ins_connue.etat', 'ins_connue.origine'])
    .where('ins_connue.patient', '=', patient)
    .where('ins_connue.etat', '<>', 'retiree')
    .executeTakeFirst();
  if (ligne === undefined || ligne.etat === 'retiree') return undefined;
  const matricule = tx.coffre.ouvrir(tx.acteur.territoire, ligne.matricule, contexte(ligne.id));
  return { ...relire(matricule, ligne.oid), etat: ligne.etat, origine: ligne.origine };
}

/** Keeps one identity per person; the one before becomes history (INS-10). */
export async function retenirIns(
  tx: Transaction,
  patient: string,
  { matricule, oid, etat, origine }: InsConnue,
): Promise<void> {
  const id = tx.nouvelId();
  await retirerIns(tx, patient);
  await sqlDuDossier(tx)
    .insertInto('ins_connue')
    .values({
      id,
      patient,
      matricule: tx.coffre.sceller(tx.acteur.territoire, matricule, contexte(id)),
      aveugle: tx.coffre.aveugle(tx.acteur.territoire, USAGE, matricule),
      oid,
      origine,
      etat,
      depuis: tx.maintenant,
      jusqua: null,
    })
    .execute();
}

export async function qualifierInsConnue(tx: Transaction, patient: string): Promise<void> {
  await sqlDuDossier(tx)
    .updateTable('ins_connue')
    .set({ etat: 'qualifiee' })
    .where('ins_connue.patient', '=', patient)
    .where('ins_connue.etat', '<>', 'retiree')
    .execute();
}

/** What was proved for traits or a person that are not those any more. */
export async function retirerIns(tx: Transaction, patient: string): Promise<void> {
  await sqlDuDossier(tx)
    .updateTable('ins_connue')
    .set({ etat: 'retiree', jusqua: tx.maintenant })
    .where('ins_connue.patient', '=', patient)
    .where('ins_connue.etat', '<>', 'retiree')
    .execute();
}

/** Persons for whom this identity is or was known: the same matricule twice is a duplicate or a collision, never a merge by itself. */
export async function porteursDuMatricule(tx: Transaction, { matricule, oid }: Ins): Promise<readonly string[]> {
  const lignes = await sqlDuDossier(tx)
    .selectFrom('ins_connue')
    .select('ins_connue.patient')
    .distinct()
    .where('ins_connue.aveugle', 'in', tx.coffre.aveugles(tx.acteur.territoire, USAGE, matricule))
    .where('ins_connue.oid', '=', oid)
    .where('ins_connue.etat', '<>', 'retiree')
    .execute();
  return lignes.map(({ patient }) => patient);
}

/** What we wrote ourselves, checked when it came in. */
function relire(matricule: string, oid: string): Ins {
  const lu = lireMatriculeIns(matricule);
  const [essai, production] = [lireOidIns(oid, 'essai'), lireOidIns(oid, 'production')];
  const oidLu = essai.ok ? essai : production;
  if (!lu.ok || !oidLu.ok) throw new Error('identité nationale gardée illisible');
  return { matricule: lu.valeur, oid: oidLu.valeur };
}
