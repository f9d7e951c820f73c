import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, reserveA, type Decision } from '#acces/decision.ts';
import { porteeDe } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';

/** The control cell: who looks into accesses that surprise (TR-04), and gives an account back. */
export const peutControler = reserveA(['responsable_dac'], 'Contrôler les accès');

/** Who asks for a mass export, and who grants it: two of them, never the same person twice. */
export const peutAccorder = reserveA(['responsable_dac', 'administrateur_cpts'], 'Accorder un export en masse');

/** The journal of a person is for whoever holds her record, to tell her; and for the person, by a link made for her. */
export async function peutLireLeJournal(acteur: Acteur, patient: string, tx: Transaction): Promise<Decision> {
  tx.concerne(patient);
  if (acteur.lien !== undefined)
    return acteur.lien.usage === 'trace.personne' && acteur.lien.objet === `Patient/${patient}`
      ? permis('lien:trace.personne')
      : interdit('Ce lien ne permet pas de lire ce journal.');
  await tx.lire('Patient', patient, porteeDe(acteur, tx.maintenant));
  return permis(`role:${acteur.role}`);
}

/** The person herself, or who represents her: only through the link, whose object says for whom. */
export const personneDuLien = (acteur: Acteur): string | undefined =>
  acteur.lien?.usage === 'trace.personne' ? acteur.lien.objet.replace('Patient/', '') : undefined;
