import { refusCommuns } from '#lib/refus.ts';
import { identiteDe } from '#modules/dossier/index.ts';
import { action } from '#socle/action.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { traiterVerification as contratTraiter } from '../contract.ts';
import { cellule } from '../droits.ts';
import { VerificationTraitee } from '../faits.ts';
import { remonter } from '../porteur.ts';
import { tables } from '../tables.ts';
import { ISSUES_EN_MOTS } from '../vocabulaire.ts';
import { CAUSE_INSI } from './conclure.ts';

async function interrogationDe(tx: Transaction, objet: string) {
  return tables(tx)
    .selectFrom('interrogation_insi')
    .select(['interrogation_insi.patient', 'interrogation_insi.issue'])
    .where('interrogation_insi.id', '=', objet.replace('identite/', ''))
    .executeTakeFirst();
}

/** An answer of INSi that nobody looked at: another person of the cell is called. */
export const insiSansSuite: Sonnerie = async ({ tx, objet }) => {
  const ligne = await interrogationDe(tx, objet);
  if (ligne === undefined || ligne.issue === null) return tx.poserLaMain(objet);
  const { nomAffiche } = await identiteDe(tx, ligne.patient);
  await remonter(tx, {
    objet,
    genre: 'identite',
    patient: ligne.patient,
    titre: `Identité à vérifier : ${nomAffiche}`,
    prochaine: ISSUES_EN_MOTS[ligne.issue].aFaire,
    cause: CAUSE_INSI,
  });
};

/** Somebody looked: what was found is said, and nobody is expected any more. */
export const traiter = action(contratTraiter, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, acteur, tx }) => {
    const ligne = await interrogationDe(tx, entree.objet);
    if (ligne === undefined) throw refusCommuns.introuvable();
    await tx.poserLaMain(entree.objet);
    await tx.fait(VerificationTraitee, {
      objet: `Patient/${ligne.patient}`,
      patient: ligne.patient,
      lecteurs: [acteur.ref],
      donnees: { motif: entree.motif },
    });
    return {};
  },
});
