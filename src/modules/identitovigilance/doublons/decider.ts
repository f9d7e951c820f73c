import { gererIdentite, marquer } from '#modules/dossier/index.ts';
import { action } from '#socle/action.ts';
import type { Sonnerie } from '#socle/module.ts';
import { declarerDistincts as contratDistincts, signalerDoublon as contratSignaler } from '../contract.ts';
import { cellule } from '../droits.ts';
import { DoublonEcarte, DoublonSignale } from '../faits.ts';
import { ficheDe } from '../fusion/deplacer.ts';
import { remonter } from '../porteur.ts';
import { refus } from '../refus.ts';
import { tables } from '../tables.ts';
import { choseDuDoublon, fermerDoublon, ouvrirDoublon, prendreDoublon } from './store.ts';

/** Somebody who cares for the person sees twice the same: the identity cell has it, with a date. */
export const signaler = action(contratSignaler, {
  apresDeces: 'identite',
  droit: gererIdentite,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, autre, motif } = entree;
    if (patient === autre) throw refus.meme_dossier();
    await ficheDe(tx, autre);
    const { id, nouveau } = await ouvrirDoublon(tx, patient, autre, {
      origine: 'signale',
      motifs: [motif],
      conflits: [],
      score: 0,
    });
    if (nouveau)
      await tx.fait(DoublonSignale, {
        objet: `Patient/${patient}`,
        patient,
        lecteurs: [acteur.ref],
        donnees: { motif },
      });
    return { doublon: id };
  },
});

/** Two persons: the pair is not proposed again; homonyms are marked, so that everybody looks at the date of birth. */
export const declarerDistincts = action(contratDistincts, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, acteur, tx }) => {
    const { motif, homonymes } = entree;
    const { a, b } = await prendreDoublon(tx, entree.doublon);
    await fermerDoublon(tx, entree.doublon, 'distinct', motif);
    for (const patient of [a, b]) {
      if (homonymes) await marquer(tx, patient, 'marquee_homonyme');
      await tx.fait(DoublonEcarte, {
        objet: `Patient/${patient}`,
        patient,
        lecteurs: [acteur.ref],
        donnees: { motif, homonymes },
      });
    }
    return {};
  },
});

/** Nobody decided: another person of the cell is called. */
export const doublonSansSuite: Sonnerie = async ({ tx, objet }) => {
  const id = objet.replace('doublon/', '');
  const ligne = await tables(tx)
    .selectFrom('doublon')
    .select(['doublon.a', 'doublon.etat'])
    .where('doublon.id', '=', id)
    .executeTakeFirst();
  if (ligne === undefined || ligne.etat !== 'ouvert') return tx.poserLaMain(objet);
  await remonter(tx, await choseDuDoublon(tx, id, ligne.a));
};
