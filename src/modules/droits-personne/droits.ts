import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, toutCompte, type Decision } from '#acces/decision.ts';
import { ROLES } from '#acces/roles.ts';
import { lireReglage, fileDe, type PorteurJoignable } from '#modules/territoire/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refus } from './refus.ts';
import { charger } from './store.ts';

interface Demande<E> {
  readonly entree: E;
  readonly acteur: Acteur;
  readonly tx: Transaction;
}

/** Who answers: the queue `donnees` (privacy officer) when the territory has one, else that of the DAC; in order, then the ladder. */
export async function celluleDesDroits(tx: Transaction): Promise<readonly PorteurJoignable[]> {
  const files = await lireReglage(tx.sql, 'files');
  return (files?.['donnees'] ?? (await fileDe(tx.sql, 'dac'))).porteurs;
}

export async function estDeLaCellule(tx: Transaction): Promise<boolean> {
  const { acteur } = tx;
  if (acteur.genre !== 'compte' || ROLES[acteur.role].categorie === undefined) return false;
  if (acteur.role === 'responsable_dac') return true;
  return (await celluleDesDroits(tx)).some(({ ref }) => acteur.refs.includes(ref));
}

/** Whoever follows the person receives her request; the cell too, for somebody it does not follow. */
export async function surLaPersonne({ entree, acteur, tx }: Demande<{ readonly patient: string }>): Promise<Decision> {
  const decision = toutCompte(acteur);
  if (!decision.permis) return decision;
  tx.concerne(entree.patient);
  if (await estDeLaCellule(tx)) return permis('droits-personne:cellule');
  await tx.lire('Patient', entree.patient);
  return permis('lecture:personne');
}

/** Answering, exporting, holding: the cell alone. */
export async function repondre({ acteur, tx }: Pick<Demande<unknown>, 'acteur' | 'tx'>): Promise<Decision> {
  const decision = toutCompte(acteur);
  if (!decision.permis) return decision;
  return (await estDeLaCellule(tx)) ? permis('droits-personne:cellule') : interdit(refus.pas_la_cellule().texte);
}

/** A request is read by the cell, by whoever wrote it down, and by whoever follows the person. */
export async function surUneDemande({ entree, acteur, tx }: Demande<{ readonly id: string }>): Promise<Decision> {
  const decision = toutCompte(acteur);
  if (!decision.permis) return decision;
  const exercice = await charger(tx, entree.id);
  if (exercice.note_par === acteur.id) return permis('droits-personne:auteur');
  return surLaPersonne({ entree: exercice, acteur, tx });
}
