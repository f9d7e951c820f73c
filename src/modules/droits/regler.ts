import { LIBELLES_FAMILLES } from '#acces/droits/expliquer.ts';
import { MATRICE, MATRICE_NATIONALE } from '#acces/droits/matrice.ts';
import { retirables, retraitsDe, type Retrait } from '#acces/droits/restriction.ts';
import { exigerElevation } from '#acces/elevation.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { reglerLaMatrice } from './droits.ts';
import { DroitRetabli, DroitRetire } from './faits.ts';
import { refus } from './refus.ts';

/** The base itself reads these lines: a right withdrawn here is gone from the next statement of every process. */
export const retirer = action(contrat.retirer, {
  droit: reglerLaMatrice,
  async faire({ entree, acteur, tx, maintenant }) {
    exigerElevation(acteur, maintenant);
    if (!retirables(entree.role).includes(entree.famille) || (await estRetire(tx, entree)))
      throw refus.rien_a_retirer();
    await poserRetrait(tx, entree, entree.motif);
    return {};
  },
});

export const retablir = action(contrat.retablir, {
  droit: reglerLaMatrice,
  async faire({ entree, acteur, tx, maintenant }) {
    exigerElevation(acteur, maintenant);
    const efface = await tx.sql
      .deleteFrom('droit_retire')
      .where('droit_retire.role', '=', entree.role)
      .where('droit_retire.famille', '=', entree.famille)
      .returning('droit_retire.role')
      .executeTakeFirst();
    if (efface === undefined) throw refus.rien_a_retablir();
    await noter(tx, DroitRetabli, entree, entree.motif);
    return {};
  },
});

export const adopter = action(contrat.adopter, {
  droit: reglerLaMatrice,
  async faire({ entree, acteur, tx, maintenant }) {
    exigerElevation(acteur, maintenant);
    const { retraits, plusLarges } = retraitsDe(entree.cellules);
    if (plusLarges.length > 0) throw refus.plus_large(plusLarges.map(enMots).join(' ; '));
    let nouveaux = 0;
    for (const retrait of retraits) {
      if (await estRetire(tx, retrait)) continue;
      await poserRetrait(tx, retrait, entree.motif);
      nouveaux += 1;
    }
    return { retraits: nouveaux };
  },
});

const enMots = ({ role, famille }: Retrait): string => `${MATRICE[role].libelle} × ${LIBELLES_FAMILLES[famille]}`;

async function estRetire(tx: Transaction, { role, famille }: Retrait): Promise<boolean> {
  const ligne = await tx.sql
    .selectFrom('droit_retire')
    .select('droit_retire.role')
    .where('droit_retire.role', '=', role)
    .where('droit_retire.famille', '=', famille)
    .executeTakeFirst();
  return ligne !== undefined;
}

async function poserRetrait(tx: Transaction, { role, famille }: Retrait, motif: string): Promise<void> {
  await tx.sql
    .insertInto('droit_retire')
    .values({ role, famille, depuis: tx.maintenant, par_nom: tx.acteur.nom, motif })
    .execute();
  await noter(tx, DroitRetire, { role, famille }, motif);
}

async function noter(
  tx: Transaction,
  fait: typeof DroitRetire,
  { role, famille }: Retrait,
  motif: string,
): Promise<void> {
  await tx.fait(fait, {
    objet: tx.acteur.structure.ref,
    lecteurs: [tx.acteur.structure.ref],
    donnees: {
      metier: MATRICE[role].libelle,
      famille: LIBELLES_FAMILLES[famille],
      motif,
      version: MATRICE_NATIONALE.version,
    },
  });
}
