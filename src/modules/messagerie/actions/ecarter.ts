import { refusCommuns } from '#lib/refus.ts';
import { action } from '#socle/action.ts';
import * as contrats from '../contract.ts';
import { peutTraiter } from '../droits.ts';
import { MessageEcarte } from '../faits.ts';
import { boiteDe } from '../fils/boites.ts';
import { modifierCourriel } from '../fils/store.ts';
import { tables } from '../tables.ts';

/** Somebody looked at a mail that could not be read and says what was done of it. Its bytes stay. */
export const ecarter = action(contrats.ecarter, {
  apresDeces: 'cloture',
  droit: peutTraiter,
  async faire({ entree, acteur, tx }) {
    const courriel = await tables(tx)
      .selectFrom('courriel as c')
      .select(['c.id', 'c.boite'])
      .where('c.id', '=', entree.id)
      .where('c.etat', '=', 'quarantaine')
      .forUpdate()
      .executeTakeFirst();
    const boite = courriel === undefined ? undefined : await boiteDe(tx, courriel.boite);
    if (courriel === undefined || boite === undefined || !acteur.refs.includes(boite.structure))
      throw refusCommuns.introuvable();
    await modifierCourriel(tx, courriel.id, { etat: 'ecarte' });
    await tx.poserLaMain(`Task/${courriel.id}`);
    await tx.fait(MessageEcarte, {
      objet: `Task/${courriel.id}`,
      lecteurs: [boite.structure],
      donnees: { courriel: courriel.id, qui: acteur.nom, motif: entree.motif },
    });
    return {};
  },
});
