import type { Acteur } from '#acces/acteur.ts';
import { exigerElevation } from '#acces/elevation.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action } from '#socle/action.ts';
import { clore as contratClore, rouvrir as contratRouvrir } from '../contract.ts';
import { peutControler } from '../droits.ts';
import { AnomalieClose, CompteRouvert } from '../faits.ts';
import { refus } from '../refus.ts';
import { tables } from '../tables.ts';
import { objetDe } from './garder.ts';

/** Closed with a word, by somebody it is not about. */
export const clore = action(contratClore, {
  apresDeces: 'trace',
  droit: ({ acteur }) => peutControler(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    const anomalie = await tables(tx)
      .selectFrom('anomalie')
      .selectAll()
      .where('anomalie.id', '=', entree.id)
      .forUpdate()
      .executeTakeFirst();
    if (anomalie === undefined) throw refusCommuns.introuvable();
    if (anomalie.close_le !== null) throw refus.anomalie_close();
    if (estLeSien(acteur, anomalie.acteur)) throw refus.soi_meme();
    await tables(tx)
      .updateTable('anomalie')
      .set({ close_le: maintenant, close_par: acteur.nom, close_mot: entree.mot })
      .where('anomalie.id', '=', anomalie.id)
      .execute();
    await tx.poserLaMain(objetDe(anomalie.id));
    tx.concerne(anomalie.patient ?? undefined);
    await tx.fait(AnomalieClose, {
      objet: objetDe(anomalie.id),
      lecteurs: [acteur.ref],
      donnees: { quoi: anomalie.detail, agent: anomalie.acteur_nom, mot: entree.mot },
    });
    return {};
  },
});

/** Gives an account its reads back. What it read before counts no more; whoever lifts proves who they are. */
export const rouvrir = action(contratRouvrir, {
  apresDeces: 'trace',
  droit: ({ acteur }) => peutControler(acteur),
  async faire({ entree, acteur, tx, maintenant }) {
    if (estLeSien(acteur, entree.acteur)) throw refus.soi_meme();
    exigerElevation(acteur, maintenant);
    const leve = await tables(tx)
      .updateTable('frein')
      .set({ etat: 'leve', leve_le: maintenant, leve_par: acteur.nom, leve_mot: entree.mot })
      .where('frein.acteur', '=', entree.acteur)
      .where('frein.etat', '<>', 'leve')
      .returning('frein.nom')
      .executeTakeFirst();
    if (leve === undefined) throw refus.rien_a_rouvrir();
    await tx.fait(CompteRouvert, {
      objet: entree.acteur,
      lecteurs: [acteur.ref],
      donnees: { agent: leve.nom, mot: entree.mot },
    });
    return {};
  },
});

export const estLeSien = (acteur: Acteur, autre: string): boolean => acteur.id === autre;
