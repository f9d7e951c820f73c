import type { Acteur } from '#acces/acteur.ts';
import { permis, reserveA, toutCompte, type Decision } from '#acces/decision.ts';
import { EQUIPE_DAC, IDENTITOVIGILANCE, type Role } from '#acces/roles.ts';
import type { Transaction } from '#socle/transaction.ts';

interface SurUnePersonne {
  readonly entree: { readonly patient: string };
  readonly acteur: Acteur;
  readonly tx: Transaction;
}

/** Looking for a person before creating her, in the whole territory, on minimal traits. */
export const chercherIdentite = ({ acteur }: { acteur: Acteur }): Decision =>
  reserveA(IDENTITOVIGILANCE, 'Chercher ou créer une identité dans tout le territoire')(acteur);

export const chercherAPortee = ({ acteur }: { acteur: Acteur }): Decision => toutCompte(acteur);

/** Reading a person, or writing about her (what may be written, and by whom, is judged by each action): her file is in reach (circle open, exchange about her, or own writing). Out of reach and missing look the same. */
export async function lirePersonne({ entree, acteur, tx }: SurUnePersonne): Promise<Decision> {
  tx.concerne(entree.patient);
  const decision = toutCompte(acteur);
  if (!decision.permis) return decision;
  await tx.lire('Patient', entree.patient);
  return permis('lecture:personne');
}

/** Matrix of metier.md §2, column ADM: who corrects the traits that make an identity; others correct how to reach her. */
const CORRIGENT_LES_TRAITS: readonly Role[] = [...EQUIPE_DAC, 'medecin'];

export function peutCorrigerLesTraitsStricts(role: Role, auteurDeLaFiche: boolean): boolean {
  return CORRIGENT_LES_TRAITS.includes(role) || auteurDeLaFiche;
}

export async function gererIdentite(demande: SurUnePersonne): Promise<Decision> {
  const lecture = await lirePersonne(demande);
  return lecture.permis ? reserveA(IDENTITOVIGILANCE, 'Vérifier une identité')(demande.acteur) : lecture;
}

/** The thing must be readable; whose turn it is is judged by the action. */
export function surLigne(acteur: Acteur): Decision {
  return toutCompte(acteur);
}
