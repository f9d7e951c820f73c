import { exigerElevation } from '#acces/elevation.ts';
import { familleDe } from '#fhir/index/index.ts';
import { action, vue } from '#socle/action.ts';
import * as contrat from '../contract.ts';
import { repondre } from '../droits.ts';
import { refus } from '../refus.ts';
import { charger } from '../store.ts';
import { tables } from '../tables.ts';
import { lisible } from './lisible.ts';
import { preparer } from './preparer.ts';
import { RAISONS, sansLiens } from './tiers.ts';

/** What somebody reads before the record leaves, what is still undecided first. */
export const relire = vue(contrat.relire, {
  droit: repondre,
  lire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const exercice = await charger(tx, entree.id);
    if (exercice.genre !== 'acces' || exercice.etat !== 'ouverte') throw refus.deja_repondue();
    const { aRelire } = await preparer(tx, exercice);
    return {
      elements: aRelire
        .map(({ objet, ressource, version, raison, garder }) => {
          const { sorte, texte, le, par } = lisible(ressource, familleDe(ressource));
          return {
            objet,
            version,
            raison,
            pourquoi: RAISONS[raison],
            sorte,
            texte: texte.map(sansLiens),
            le: le?.toISOString(),
            par,
            garder,
          };
        })
        .sort((a, b) => Number(a.garder !== undefined) - Number(b.garder !== undefined)),
      reste: aRelire.filter(({ garder }) => garder === undefined).length,
    };
  },
});

/**
 * One element leaves, or stays out. Removing needs a reason; letting out what somebody else said, or a name, needs one too. The version
 * that was read is the one decided: if it changed meanwhile, it is read again.
 */
export const trancher = action(contrat.trancher, {
  droit: repondre,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const { objet, version, garder, motif = '' } = entree;
    const exercice = await charger(tx, entree.id);
    if (exercice.genre !== 'acces' || exercice.etat !== 'ouverte') throw refus.deja_repondue();
    const element = (await preparer(tx, exercice)).aRelire.find((candidat) => candidat.objet === objet);
    if (element === undefined) throw refus.rien_a_relire();
    if (element.version !== version) throw refus.a_change();
    if (motif === '' && !(garder && element.raison === 'texte_libre'))
      throw refus.dites_pourquoi(undefined, { motif: 'Dites pourquoi.' });
    const decision = { version, garder, motif, par: acteur.id, par_nom: acteur.nom, le: maintenant };
    await tables(tx)
      .insertInto('exercice_element')
      .values({ exercice: exercice.id, objet, ...decision })
      .onConflict((conflit) => conflit.columns(['exercice', 'objet']).doUpdateSet(decision))
      .execute();
    return { id: exercice.id };
  },
});
