import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, toutCompte, type Decision } from '#acces/decision.ts';
import { COORDINATION } from '#acces/roles.ts';
import type { Transaction } from '#socle/transaction.ts';
import { celluleDeControle } from './prevenir.ts';
import { jamaisPermis } from './rules.ts';
import { charger, type AccesSuivi } from './store.ts';
import { tient } from './suites.ts';

interface SurUnAcces {
  readonly entree: { readonly id: string };
  readonly acteur: Acteur;
  readonly tx: Transaction;
}

export const demander = ({ acteur }: { readonly acteur: Acteur }): Decision => {
  const pourquoi = jamaisPermis(acteur);
  return pourquoi === undefined ? permis(`urgence:${acteur.role}`) : interdit(pourquoi);
};

/** An access is read by whoever opened it, whoever follows it up, and the control cell; it does not exist for others. */
export async function suivre({ entree, acteur, tx }: SurUnAcces): Promise<Decision> {
  const decision = toutCompte(acteur);
  if (!decision.permis) return decision;
  const acces = await charger(tx, entree.id);
  if (estLeSien(acces, acteur)) return permis('urgence:auteur');
  if (await peutControler(tx)) return permis('urgence:controle');
  if (await peutInformer(tx, acces)) return permis('urgence:suite');
  return interdit('Cet accès d’urgence ne vous concerne pas.');
}

export const estLeSien = (acces: AccesSuivi, acteur: Acteur): boolean => acces.par.compte === acteur.id;

export async function peutControler(tx: Transaction): Promise<boolean> {
  const cellule = await celluleDeControle(tx);
  return cellule.some(({ ref }) => tx.acteur.refs.includes(ref));
}

export async function peutInformer(tx: Transaction, acces: AccesSuivi): Promise<boolean> {
  return estLeSien(acces, tx.acteur) || COORDINATION.includes(tx.acteur.role) || tient(tx, acces.id, 'informer');
}
