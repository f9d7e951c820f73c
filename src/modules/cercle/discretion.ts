import type { Acteur } from '#acces/acteur.ts';
import { COORDINATION } from '#acces/roles.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Cercle, Opposition } from './cercle.ts';
import { AccesFerme } from './faits.ts';
import { estPresent, fermeture } from './rules.ts';

/**
 * An opposition that aims at somebody is known only by whoever needs it (SP-10): its own author, the doctor who follows the person, the
 * coordination that must respect it, and whoever it closes the record to. The Consent and its line of thread are masked to the others.
 */
export async function cacherLOpposition(tx: Transaction, patient: string, consent: string): Promise<void> {
  await tx.sql.insertInto('masque').values({ type: 'Consent', id: consent, patient, vise: '*' }).execute();
}

/** May this reader be told of it? A total opposition is everybody's business: nobody may share. */
export function connaitLOpposition(opposition: Opposition, acteur: Acteur, { membres }: Cercle, le: Date): boolean {
  if (opposition.vise === 'tous') return true;
  if (opposition.notePar === acteur.nom || COORDINATION.includes(acteur.role)) return true;
  const vises = opposition.vise;
  if ([...acteur.refs, `role:${acteur.role}`].some((ref) => vises.includes(ref))) return true;
  return membres.some(
    (membre) =>
      membre.fonction === 'medecin_traitant' && acteur.refs.includes(membre.ref ?? '') && estPresent(membre, le),
  );
}

/** Members who read something before, and nothing now: told that it ended, never why, nor who the person is. */
export async function prevenirLesFermes(tx: Transaction, avant: Cercle, apres: Cercle): Promise<void> {
  const lecteurs = avant.membres.flatMap((membre) => {
    const perdu =
      membre.ref !== undefined &&
      estPresent(membre, tx.maintenant) &&
      fermeture(membre, avant.information) === undefined &&
      fermeture(membre, apres.information) !== undefined;
    return perdu && membre.ref !== undefined ? [membre.ref] : [];
  });
  if (lecteurs.length === 0) return;
  // About the access, not about the person: whoever lost it could not read a fact about her.
  await tx.fait(AccesFerme, { objet: `CareTeam/${apres.patient}`, lecteurs, donnees: {} });
}
