import type { Acteur } from '#acces/acteur.ts';
import { noterIncident } from '#modules/annuaire/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { estDestinataire, peutRepondre } from './droits.ts';
import { OrientationAcceptee, OrientationRefusee } from './faits.ts';
import { suite } from './lettres.ts';
import { direAuDemandeur, ecrireAuService } from './messages.ts';
import { lecteursDe, objetDe, type Orientation } from './orientation.ts';
import { accepter as regleAccepter, refuser as regleRefuser, type Reponse } from './rules.ts';
import { MOTIFS_REFUS, type MotifRefus } from './statut.ts';
import { chargerPourReponse, enregistrer } from './store.ts';

export const accepter = action(contrat.accepter, {
  droit: async ({ acteur, entree, tx }) => peutRepondre(acteur, await chargerPourReponse(tx, entree.id)),
  async faire({ entree, acteur, tx }) {
    const avant = await chargerPourReponse(tx, entree.id);
    const rdvLe = entree.rdvLe === undefined ? undefined : new Date(entree.rdvLe);
    return resume(
      await enregistrerAccord(tx, avant, {
        par: nomDuRepondant(acteur, avant, entree.par),
        commentaire: entree.commentaire,
        rdvLe,
        preneur:
          acteur.genre === 'compte' && estDestinataire(acteur, avant)
            ? { ref: acteur.ref, nom: acteur.nom }
            : undefined,
      }),
    );
  },
});

export const refuser = action(contrat.refuser, {
  apresDeces: 'cloture',
  droit: async ({ acteur, entree, tx }) => peutRepondre(acteur, await chargerPourReponse(tx, entree.id)),
  async faire({ entree, acteur, tx }) {
    const avant = await chargerPourReponse(tx, entree.id);
    const { motif, commentaire, alternative } = entree;
    return resume(
      await enregistrerRefus(tx, avant, {
        par: nomDuRepondant(acteur, avant, entree.par),
        motif,
        commentaire,
        alternative,
      }),
    );
  },
});

/** Yes, whatever the channel: link, account, plain reply or a phone call noted by the sender. */
export async function enregistrerAccord(
  tx: Transaction,
  avant: Orientation,
  reponse: Reponse & { rdvLe?: Date | undefined },
): Promise<Orientation> {
  const o = regleAccepter(avant, reponse, tx.maintenant);
  await enregistrer(tx, o);
  await tx.fait(OrientationAcceptee, {
    objet: objetDe(o),
    patient: o.patient,
    lecteurs: lecteursDe(o),
    donnees: {
      ...reperes(o),
      par: reponse.par,
      delaiMinutes: Math.round((tx.maintenant.getTime() - o.envoyeeLe.getTime()) / 60_000),
    },
  });
  await tx.fermerLiens('orientation.repondre', objetDe(o));
  await ecrireAuService(tx, o, (lien) => suite(o, lien));
  await direAuDemandeur(tx, o);
  return o;
}

/** No, with its reason: told to the requester, counted by the directory, and the next proposal is one tap away. */
export async function enregistrerRefus(
  tx: Transaction,
  avant: Orientation,
  reponse: {
    par: string;
    motif: MotifRefus;
    commentaire?: string | undefined;
    alternative?: { ref?: string | undefined; nom: string } | undefined;
  },
): Promise<Orientation> {
  const o = regleRefuser(avant, reponse, tx.maintenant);
  await enregistrer(tx, o);
  await tx.fait(OrientationRefusee, {
    objet: objetDe(o),
    patient: o.patient,
    lecteurs: lecteursDe(o),
    donnees: {
      ...reperes(o),
      par: reponse.par,
      motif: reponse.motif,
      detail: reponse.commentaire,
      alternative: reponse.alternative?.nom,
    },
  });
  await tx.fermerLiens('orientation.repondre', objetDe(o));
  await noterIncident(tx, o.destinataire.ref, { motif: 'refus', detail: MOTIFS_REFUS[reponse.motif] });
  await direAuDemandeur(tx, o);
  return o;
}

export const reperes = (o: Orientation) => ({
  reference: o.reference,
  service: o.destinataire.nom,
  serviceRef: o.destinataire.ref,
  demande: o.demande,
});

export const resume = (o: Orientation) => ({ id: o.id, reference: o.reference, statut: o.statut });

/** An answer given by phone and noted by the sender says both who answered and who noted it. */
function nomDuRepondant(acteur: Acteur, o: Orientation, par: string | undefined): string {
  const repondant = par ?? (acteur.genre === 'lien' ? o.destinataire.nom : acteur.nom);
  return acteur.structure.ref === o.structureExpeditrice
    ? `${par ?? o.destinataire.nom}, au téléphone avec ${acteur.nom}`
    : repondant;
}
