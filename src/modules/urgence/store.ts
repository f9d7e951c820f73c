import { sql, type Selectable } from 'kysely';
import { visesPar } from '#acces/droits/ligne.ts';
import { ROLES, type Role } from '#acces/roles.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { AccesUrgence } from './rules.ts';
import { sqlUrgence, type TableAccesSuivi } from './tables.ts';
import type { AvisDeControle, Informe, Motif } from './vocabulaire.ts';

/** One access with what followed it. */
export interface AccesSuivi extends AccesUrgence {
  readonly par: { readonly compte: string; readonly ref: string; readonly nom: string; readonly role: Role };
  readonly motif: Motif;
  readonly texte: string;
  readonly informee?:
    | { readonly par: string; readonly le: Date; readonly aQui: Informe; readonly comment: string }
    | undefined;
  readonly controle?:
    | { readonly par: string; readonly le: Date; readonly avis: AvisDeControle; readonly texte: string }
    | undefined;
}

export async function inserer(tx: Transaction, acces: AccesSuivi): Promise<void> {
  await sqlUrgence(tx)
    .insertInto('acces_urgence')
    .values({
      id: acces.id,
      patient: acces.patient,
      ref: acces.par.ref,
      compte: acces.par.compte,
      par_nom: acces.par.nom,
      role: acces.par.role,
      ouvert_le: acces.ouvertLe,
      fin: acces.fin,
      ferme_le: null,
      motif: acces.motif,
      texte: acces.texte,
    })
    .execute();
}

/** Takes the line: two closings, or two answers at once, follow each other. */
export async function charger(tx: Transaction, id: string): Promise<AccesSuivi> {
  const ligne = await sqlUrgence(tx)
    .selectFrom('acces_urgence')
    .selectAll()
    .where('acces_urgence.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (ligne === undefined) throw refusCommuns.introuvable();
  tx.concerne(ligne.patient);
  return depuisLigne(ligne);
}

/** What this actor opened on this person and may still be open; the newest one. */
export async function enCours(tx: Transaction, patient: string): Promise<AccesSuivi | undefined> {
  const ligne = await sqlUrgence(tx)
    .selectFrom('acces_urgence')
    .selectAll()
    .where('acces_urgence.patient', '=', patient)
    .where('acces_urgence.compte', '=', tx.acteur.id)
    .where('acces_urgence.fin', '>', tx.maintenant)
    .where('acces_urgence.ferme_le', 'is', null)
    .orderBy('acces_urgence.ouvert_le', 'desc')
    .limit(1)
    .executeTakeFirst();
  return ligne === undefined ? undefined : depuisLigne(ligne);
}

/** Accesses of this account since an instant. */
export async function compterDepuis(tx: Transaction, depuis: Date): Promise<number> {
  const { total } = await sqlUrgence(tx)
    .selectFrom('acces_urgence')
    .select(sql<number>`count(*)::int`.as('total'))
    .where('acces_urgence.compte', '=', tx.acteur.id)
    .where('acces_urgence.ouvert_le', '>', depuis)
    .executeTakeFirstOrThrow();
  return total;
}

export async function modifier(
  tx: Transaction,
  id: string,
  suite:
    | { readonly ferme_le: Date }
    | {
        readonly informee_le: Date;
        readonly informee_par: string;
        readonly informee_qui: Informe;
        readonly informee_comment: string;
      }
    | {
        readonly controle_le: Date;
        readonly controle_par: string;
        readonly controle_avis: AvisDeControle;
        readonly controle_texte: string;
      },
): Promise<void> {
  await sqlUrgence(tx).updateTable('acces_urgence').set(suite).where('acces_urgence.id', '=', id).execute();
}

/** Did the person refuse this reader everything, by name, by structure, by role, or with everybody? Urgency never beats it (DMP-06). */
export async function estOppose(tx: Transaction, patient: string): Promise<boolean> {
  const ligne = await tx.sql
    .selectFrom('opposition_en_cours as o')
    .select('o.patient')
    .where('o.patient', '=', patient)
    .where('o.vise', 'in', [...visesPar(tx.acteur)])
    .where('o.famille', '=', '*')
    .limit(1)
    .executeTakeFirst();
  return ligne !== undefined;
}

/** Does the circle already open to this actor all that its role reads? */
export async function litDejaTout(tx: Transaction, patient: string): Promise<boolean> {
  const lignes = await tx.sql
    .selectFrom('cercle_membre as m')
    .select('m.familles')
    .where('m.patient', '=', patient)
    .where('m.membre', 'in', [...tx.acteur.refs])
    .where('m.ouvert', '=', true)
    .where('m.debut', '<=', tx.maintenant)
    .where((ou) => ou.or([ou('m.fin', 'is', null), ou('m.fin', '>', tx.maintenant)]))
    .execute();
  const ouvertes = new Set(lignes.flatMap(({ familles }) => familles));
  return lignes.length > 0 && ROLES[tx.acteur.role].lit.every((famille) => ouvertes.has(famille));
}

function depuisLigne(l: Selectable<TableAccesSuivi>): AccesSuivi {
  return {
    id: l.id,
    patient: l.patient,
    // Written by this room only, from its own vocabulary and from the actor.
    par: { compte: l.compte, ref: l.ref, nom: l.par_nom, role: l.role as Role },
    motif: l.motif as Motif,
    texte: l.texte,
    ouvertLe: l.ouvert_le,
    fin: l.fin,
    fermeLe: l.ferme_le ?? undefined,
    informee:
      l.informee_le === null
        ? undefined
        : {
            par: l.informee_par ?? '',
            le: l.informee_le,
            aQui: l.informee_qui as Informe,
            comment: l.informee_comment ?? '',
          },
    controle:
      l.controle_le === null
        ? undefined
        : {
            par: l.controle_par ?? '',
            le: l.controle_le,
            avis: l.controle_avis as AvisDeControle,
            texte: l.controle_texte ?? '',
          },
  };
}
