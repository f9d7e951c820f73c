import { porteeSysteme } from '#acces/portee.ts';
import { ecrireLot } from '#fhir/store/ecriture.ts';
import { refusCommuns } from '#lib/refus.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { peutArreter, peutSAbonner, peutSuivre } from './droits.ts';
import { eteindre } from './envoi/issues.ts';
import { AbonnementRelance } from './faits.ts';
import { refus } from './refus.ts';
import { leSien } from './souscrire.ts';
import { changerDEtat, mettreEnRoute, objetDe, rappeler, verrouiller, type Abonnement } from './store.ts';
import { tables } from './tables.ts';

/** Its owner no longer wants it: nothing leaves any more, not even what waited. */
export const supprimerAbonnement = action(contrat.supprimer, {
  droit: ({ acteur }) => peutSAbonner(acteur, undefined),
  async faire({ entree, tx }) {
    const abonnement = await leSien(tx, entree.id);
    if (abonnement.etat !== 'eteint') await eteindre(tx, abonnement, 'Supprimé par son propriétaire.');
    await rappeler(tx, abonnement.id);
    await ecrireLot(
      interrogerAvec(tx.sql),
      [{ geste: 'supprimer', type: 'Subscription', id: abonnement.id }],
      { auteur: tx.acteur.id, le: tx.maintenant, traces: [] },
      porteeSysteme('abonnement'),
    );
    return { id: abonnement.id };
  },
});

/** The publisher says the receiver is back: it is called again, then told everything that waited. */
export const relancerAbonnement = action(contrat.relancer, {
  droit: ({ acteur }) => peutSuivre(acteur),
  async faire({ entree, tx }) {
    const abonnement = await charger(tx, entree.id);
    if (abonnement.etat !== 'panne') throw refus.pas_en_panne();
    const poignee = abonnement.definition.nde === undefined;
    await changerDEtat(tx, abonnement, poignee ? 'demande' : 'actif');
    await mettreEnRoute(tx, abonnement, poignee ? 'poignee' : 'evenements');
    if (!poignee) await tx.poserLaMain(objetDe(abonnement.id));
    await tx.fait(AbonnementRelance, {
      objet: objetDe(abonnement.id),
      lecteurs: [abonnement.proprietaire.ref],
      donnees: { nom: abonnement.proprietaire.nom },
    });
    return { id: abonnement.id };
  },
});

export const eteindreAbonnement = action(contrat.eteindre, {
  droit: async ({ acteur, entree, tx }) => peutArreter(acteur, await charger(tx, entree.id)),
  async faire({ entree, acteur, tx }) {
    const abonnement = await charger(tx, entree.id);
    if (abonnement.etat === 'eteint') throw refus.eteint();
    await rappeler(tx, abonnement.id);
    await eteindre(tx, abonnement, `Éteint par ${acteur.nom}.`);
    return { id: abonnement.id };
  },
});

async function charger(tx: Transaction, id: string): Promise<Abonnement> {
  const abonnement = await verrouiller(tables(tx.sql), id);
  if (abonnement === undefined) throw refusCommuns.introuvable();
  return abonnement;
}
