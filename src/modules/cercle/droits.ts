import { enMinuscule } from '#lib/texte/index.ts';
import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, toutCompte, type Decision } from '#acces/decision.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { IDENTITOVIGILANCE, ROLES } from '#acces/roles.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refus } from './refus.ts';
import { estPresent, MODIFIENT_LE_CERCLE, peutModifier } from './rules.ts';
import { lireCercle } from './store.ts';

interface Demande {
  readonly entree: { readonly patient: string };
  readonly acteur: Acteur;
  readonly tx: Transaction;
}

const noms = MODIFIENT_LE_CERCLE.map((role) => enMinuscule(ROLES[role].libelle)).join(', ');

/** Reading the circle: whoever may read this person's identity; the circle itself is read through the predicate. */
export async function lirePersonne({ entree, acteur, tx }: Demande): Promise<Decision> {
  tx.concerne(entree.patient);
  const decision = toutCompte(acteur);
  if (!decision.permis) return decision;
  if (!(await connaitLaPersonne(tx, entree.patient))) throw refusCommuns.introuvable();
  return permis('lecture:personne');
}

/** Noting the person's word, or its withdrawal, is every carer's business (SP-09): reading her identity is enough. */
export async function noterSonAvis(demande: Demande): Promise<Decision> {
  const lecture = await lirePersonne(demande);
  if (!lecture.permis) return lecture;
  return ROLES[demande.acteur.role].lit.length > 0
    ? permis(`role:${demande.acteur.role}`)
    : interdit('Noter l’avis de la personne est réservé aux professionnels qui l’accompagnent.');
}

/**
 * Hearing a person take back her opposition: she may say it to whoever she meets. Her identity was found by a traced search, as before
 * creating a record (INS-06): nothing of the record is read on the way.
 */
export async function entendreLaPersonne(demande: Demande): Promise<Decision> {
  const { entree, acteur, tx } = demande;
  tx.concerne(entree.patient);
  const decision = toutCompte(acteur);
  if (!decision.permis) return decision;
  if (await connaitLaPersonne(tx, entree.patient)) return noterSonAvis(demande);
  if (IDENTITOVIGILANCE.includes(acteur.role) && (await sOpposeATout(tx, entree.patient)))
    return permis('opposition:levee');
  throw refusCommuns.introuvable();
}

export async function modifierLeCercle(demande: Demande): Promise<Decision> {
  const lecture = await lirePersonne(demande);
  if (!lecture.permis) return lecture;
  const pourquoi = await pourquoiNePasModifier(demande.tx, demande.acteur, demande.entree.patient);
  return pourquoi === undefined ? permis(`cercle:${demande.acteur.role}`) : interdit(pourquoi);
}

/** The sentence shown under a closed button, and thrown by the action: the same judgment. */
export async function pourquoiNePasModifier(
  tx: Transaction,
  acteur: Acteur,
  patient: string,
): Promise<string | undefined> {
  if (!MODIFIENT_LE_CERCLE.includes(acteur.role)) {
    return `Modifier le cercle de soins est réservé à : ${noms}. Demandez à l’un d’eux.`;
  }
  const cercle = await lireCercle(tx, patient, porteeSysteme('cercle.droit'));
  const permise = peutModifier({
    role: acteur.role,
    membre:
      cercle?.membres.some((membre) => acteur.refs.includes(membre.ref ?? '') && estPresent(membre, tx.maintenant)) ===
      true,
    auteurDeLaFiche: await aEcritLaFiche(tx, acteur, patient),
    cercleVide: cercle === undefined || cercle.membres.every((membre) => !estPresent(membre, tx.maintenant)),
  });
  return permise ? undefined : refus.hors_du_cercle().texte;
}

/** Within reach; or she opposed everything, which closed even her identity, to somebody of her circle who must know it. */
async function connaitLaPersonne(tx: Transaction, patient: string): Promise<boolean> {
  if ((await tx.magasin.lire('Patient', patient, tx.portee)) !== undefined) return true;
  return (await sOpposeATout(tx, patient)) && estDuCercle(tx, patient);
}

async function sOpposeATout(tx: Transaction, patient: string): Promise<boolean> {
  const ligne = await tx.sql
    .selectFrom('opposition_en_cours as o')
    .select('o.patient')
    .where('o.patient', '=', patient)
    .where('o.vise', '=', '*')
    .where('o.famille', '=', '*')
    .executeTakeFirst();
  return ligne !== undefined;
}

async function estDuCercle(tx: Transaction, patient: string): Promise<boolean> {
  const cercle = await lireCercle(tx, patient, porteeSysteme('cercle.droit'));
  return cercle?.membres.some((m) => tx.acteur.refs.includes(m.ref ?? '') && estPresent(m, tx.maintenant)) === true;
}

async function aEcritLaFiche(tx: Transaction, acteur: Acteur, patient: string): Promise<boolean> {
  return (await tx.magasin.lecteursDe('Patient', patient)).includes(acteur.ref);
}
