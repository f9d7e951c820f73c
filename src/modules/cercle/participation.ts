import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { Cercle, Membre } from './cercle.ts';
import { modifierMembre, terminerParticipation } from './contract.ts';
import { modifierLeCercle } from './droits.ts';
import { MembreModifie, MembreParti } from './faits.ts';
import { refus } from './refus.ts';
import { chargerCercle, enregistrerCercle } from './store.ts';
import { libelleFonction } from './vocabulaire.ts';

/** Changes what a member does, its phone or its ground; the period has its own action. */
export const modifier = action(modifierMembre, {
  droit: modifierLeCercle,
  faire: async ({ entree, tx }) => {
    const cercle = await chargerCercle(tx, entree.patient);
    if (cercle.version !== entree.version) throw refusCommuns.version_perimee();
    const { fonction, telephone, fondement } = entree;
    const membre = membreDe(cercle, entree.rang);
    const version = await remplacer(tx, cercle, { ...membre, fonction, telephone, fondement });
    await tx.fait(MembreModifie, {
      objet: `CareTeam/${cercle.patient}`,
      patient: cercle.patient,
      lecteurs: [tx.acteur.ref],
      donnees: { nom: membre.nom, fonction: libelleFonction(fonction) },
    });
    return { version };
  },
});

/** Ends a participation: the contribution stays, the rights stop at that instant (metier.md §2, rule c). */
export const terminer = action(terminerParticipation, {
  apresDeces: 'cloture',
  droit: modifierLeCercle,
  faire: async ({ entree, tx, maintenant }) => {
    const cercle = await chargerCercle(tx, entree.patient);
    const membre = membreDe(cercle, entree.rang);
    const fin = entree.fin === undefined ? maintenant : new Date(entree.fin);
    if (membre.fin !== undefined && membre.fin <= maintenant) throw refus.deja_parti();
    if (fin < membre.debut) throw refus.fin_avant_debut();
    const version = await remplacer(tx, cercle, { ...membre, fin });
    await tx.fait(MembreParti, {
      objet: `CareTeam/${cercle.patient}`,
      patient: cercle.patient,
      lecteurs: [tx.acteur.ref],
      donnees: {
        nom: membre.nom,
        fonction: libelleFonction(membre.fonction),
        ...(entree.motif === undefined ? {} : { motif: entree.motif }),
      },
    });
    return { version };
  },
});

function membreDe(cercle: Cercle, rang: number): Membre {
  const membre = cercle.membres.find((candidat) => candidat.rang === rang);
  if (membre === undefined) throw refus.membre_inconnu();
  return membre;
}

function remplacer(tx: Transaction, cercle: Cercle, membre: Membre): Promise<number> {
  return enregistrerCercle(tx, {
    ...cercle,
    membres: cercle.membres.map((ancien) => (ancien.rang === membre.rang ? membre : ancien)),
  });
}
