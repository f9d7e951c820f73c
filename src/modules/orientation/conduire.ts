import { porteeSysteme } from '#acces/portee.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { peutConduire, peutRepondre } from './droits.ts';
import { OrientationCommencee, OrientationFinie, OrientationRdv, OrientationRelancee } from './faits.ts';
import { rappel } from './lettres.ts';
import { direAuDemandeur, ecrireAuService } from './messages.ts';
import { lecteursDe, objetDe, type Orientation } from './orientation.ts';
import * as regles from './rules.ts';
import { reperes, resume } from './repondre.ts';
import { refus } from './refus.ts';
import { peutPasser } from './statut.ts';
import { charger, chargerPourReponse, enregistrer } from './store.ts';

const JOUR_MS = 86_400_000;

/** Both sides may give the date: the service by its link, the sender after a call. */
export const fixerRdv = action(contrat.fixerRdv, {
  droit: async ({ acteur, entree, tx }) => peutRepondre(acteur, await chargerPourReponse(tx, entree.id)),
  async faire({ entree, tx }) {
    const o = regles.fixerRdv(await chargerPourReponse(tx, entree.id), new Date(entree.le));
    await enregistrer(tx, o);
    await tx.fait(OrientationRdv, { ...commun(o), donnees: { ...reperes(o), le: new Date(entree.le).toISOString() } });
    await direAuDemandeur(tx, o);
    return resume(o);
  },
});

/** « C’est commencé »: the loop is closed, the requester learns it. */
export const commencer = action(contrat.commencer, {
  droit: async ({ acteur, entree, tx }) => peutRepondre(acteur, await chargerPourReponse(tx, entree.id)),
  async faire({ entree, tx, maintenant }) {
    const le = entree.le === undefined ? maintenant : new Date(entree.le);
    const o = regles.commencer(await chargerPourReponse(tx, entree.id), le, maintenant);
    await enregistrer(tx, o);
    const jours = Math.max(0, Math.round((le.getTime() - o.envoyeeLe.getTime()) / JOUR_MS));
    await tx.fait(OrientationCommencee, {
      ...commun(o),
      donnees: { ...reperes(o), le: le.toISOString(), joursDepuisEnvoi: jours },
    });
    await direAuDemandeur(tx, o);
    return resume(o);
  },
});

export const terminer = fin(contrat.terminer, 'terminee', regles.terminer, peutRepondre);
export const interrompre = fin(contrat.interrompre, 'interrompue', regles.interrompre, peutRepondre);
export const annuler = fin(contrat.annuler, 'annulee', regles.annuler, peutConduire);
/** A refusal with no other service to ask is a failed orientation: said, counted, closed. */
export const constaterEchec = fin(
  contrat.constaterEchec,
  'echec',
  (o, motif, le) => {
    if (o.statut !== 'refusee' || o.suiteDonnee) throw refus.transition();
    return { ...o, suiteDonnee: true, fin: { le, motif } };
  },
  peutConduire,
);

function fin(
  c: typeof contrat.terminer,
  issue: 'terminee' | 'interrompue' | 'annulee' | 'echec',
  regle: (o: Orientation, motif: string, le: Date) => Orientation,
  droit: typeof peutConduire,
): Action {
  return action(c, {
    apresDeces: 'cloture',
    droit: async ({ acteur, entree, tx }) => droit(acteur, await chargerPourReponse(tx, entree.id)),
    async faire({ entree, tx, maintenant }) {
      const o = regle(await chargerPourReponse(tx, entree.id), entree.motif, maintenant);
      await enregistrer(tx, o);
      await tx.fermerLiens('orientation.repondre', objetDe(o));
      await tx.fait(OrientationFinie, { ...commun(o), donnees: { ...reperes(o), issue, motif: entree.motif } });
      return resume(o);
    },
  });
}

export const relancer = action(contrat.relancer, {
  droit: async ({ acteur, entree, tx }) => peutConduire(acteur, await charger(tx, entree.id)),
  async faire({ entree, tx }) {
    return resume(await envoyerRappel(tx, await charger(tx, entree.id), 0, undefined));
  },
});

/** A reminder leaves; the orientation now waits « sans réponse ». */
export async function envoyerRappel(
  tx: Transaction,
  avant: Orientation,
  rang: number,
  dueLe: Date | undefined,
): Promise<Orientation> {
  const o = regles.relancer(avant, tx.maintenant);
  await enregistrer(tx, o, dueLe === undefined ? { rang } : { rang, dueLe });
  await ecrireAuService(tx, o, (lien) => rappel(o, lien));
  await tx.fait(OrientationRelancee, { ...commun(o), donnees: { ...reperes(o), rang, a: o.expediteur.nom } });
  return o;
}

const commun = (o: Orientation) => ({ objet: objetDe(o), patient: o.patient, lecteurs: lecteursDe(o) });

/** For somebody who holds it and may no longer read it: the person opposed. The link of the service closes; nothing is sent. */
export async function cloreSansLire(tx: Transaction, objet: string, motif: string): Promise<void> {
  const avant = await charger(tx, objet, porteeSysteme('orientation.opposition'));
  const issue = avant.statut === 'refusee' ? 'echec' : peutPasser(avant.statut, 'annulee') ? 'annulee' : 'interrompue';
  const le = tx.maintenant;
  const fin = { ...avant, fin: { le, motif } };
  const regle = issue === 'annulee' ? regles.annuler : regles.interrompre;
  const o = issue === 'echec' ? fin : regle(avant, motif, le);
  // Nobody is asked what comes next: the person closed it.
  await enregistrer(tx, { ...o, suiteDonnee: true });
  await tx.fermerLiens('orientation.repondre', objet);
  await tx.fait(OrientationFinie, { ...commun(o), donnees: { ...reperes(o), issue, motif } });
}
