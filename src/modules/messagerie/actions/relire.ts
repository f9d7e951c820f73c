import { lireMessage } from '#connectors/mssante/index.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Carnet } from '../carnet.ts';
import * as contrats from '../contract.ts';
import { peutTraiter } from '../droits.ts';
import { MessageRelu } from '../faits.ts';
import { boiteDe } from '../fils/boites.ts';
import { courrielDe } from '../fils/store.ts';
import { raisonEnMots } from '../reception/quarantaine.ts';
import type { Salles } from '../reception/rangement.ts';
import { ranger } from '../reception/ranger.ts';
import { refus } from '../refus.ts';
import { tables } from '../tables.ts';

/**
 * Puts a mail set aside back on the belt, once what stopped it is repaired: read again from its own bytes, filed, threaded and
 * offered to the rooms as on the first day. Whatever happens here it is still set aside, whole: this is one transaction.
 */
export function relireAvec(carnet: Carnet, salles: () => Salles): Action {
  return action(contrats.relire, {
    droit: peutTraiter,
    async faire({ entree, acteur, tx }) {
      const mis = await misDeCote(tx, entree.id);
      const boite = mis === undefined ? undefined : await boiteDe(tx, mis.boite);
      if (mis === undefined || boite === undefined || !acteur.refs.includes(boite.structure))
        throw refusCommuns.introuvable();
      // Only its beginning was kept: reading that would file half a message.
      if (mis.brut === null || mis.raison === raisonEnMots('trop-gros')) throw refus.garde_en_partie();
      const message = await lireMessage({ uid: 0, brut: mis.brut, recuLe: mis.recu_le, complet: true });
      if (message.nature === 'illisible') throw refus.toujours_illisible(raisonEnMots(message.raison));
      const rangement = { boite: { ...boite, file: boite.file ?? '' }, carnet, salles: salles() };
      const issue = await ranger(tx, rangement, message, mis.id);
      await tx.poserLaMain(`Task/${mis.id}`);
      await tx.fait(MessageRelu, {
        objet: `Task/${mis.id}`,
        lecteurs: [boite.structure],
        donnees: { courriel: mis.id, qui: acteur.nom },
      });
      const courriel = await courrielDe(tx, `Communication/${mis.id}`);
      return { dejaLa: issue === 'doublon', fil: courriel?.fil ?? undefined };
    },
  });
}

function misDeCote(tx: Transaction, id: string) {
  return tables(tx)
    .selectFrom('courriel as c')
    .select(['c.id', 'c.boite', 'c.brut', 'c.raison', 'c.recu_le'])
    .where('c.id', '=', id)
    .where('c.etat', '=', 'quarantaine')
    .forUpdate()
    .executeTakeFirst();
}
