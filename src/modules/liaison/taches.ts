import { interdit, participe, permis } from '#acces/decision.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { echelonSuivant, fileDe } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { TacheFaite, TacheRemontee, TacheReportee } from './faits.ts';
import { refus } from './refus.ts';
import { personneConcernee } from './personne-concernee.ts';
import { chargerTache, donner, enregistrerTache, lecteursDeTache, type Tache } from './tache.ts';

/** Whoever holds it, gave it, or works in the same structure may act on it: a colleague on holiday blocks nobody. */
export function peutAgir(t: Tache, tx: Transaction) {
  const { acteur } = tx;
  return acteur.refs.includes(t.qui.ref) ||
    acteur.refs.includes(t.donneePar.ref) ||
    acteur.role === 'responsable_dac' ||
    acteur.role === 'coordinateur_appui'
    ? permis('porteur-ou-donneur')
    : interdit(`${t.qui.nom} a cette tâche. Demandez-lui, ou à ${t.donneePar.nom}.`);
}

const enCours = async (tx: Transaction, id: string): Promise<Tache> => {
  const t = await chargerTache(tx, id);
  if (t.faite) throw refus.tache_finie();
  return t;
};

export async function porteurDe(tx: Transaction, ref: string | undefined): Promise<Porteur> {
  if (ref === undefined || ref === 'moi' || ref === tx.acteur.ref) return { ref: tx.acteur.ref, nom: tx.acteur.nom };
  const contact = await contactDe(tx, ref);
  if (contact === undefined) throw refus.personne_inconnue();
  return { ref: contact.ref, nom: contact.nom };
}

export const donnerTache = action(contrat.donnerTache, {
  droit: ({ acteur }) => participe(acteur),
  async faire({ entree, tx }) {
    const qui = await porteurDe(tx, entree.qui);
    const pourLe = entree.pourLe === undefined ? undefined : new Date(entree.pourLe);
    const patient = await personneConcernee(tx, entree);
    return { id: await donner(tx, { quoi: entree.quoi, qui, patient, origine: entree.objet, pourLe }) };
  },
});

export const faireTache = action(contrat.faireTache, {
  apresDeces: 'cloture',
  droit: async ({ entree, tx }) => peutAgir(await chargerTache(tx, entree.id), tx),
  async faire({ entree, tx }) {
    const t = { ...(await enCours(tx, entree.id)), faite: true };
    await enregistrerTache(tx, t);
    await tx.fait(TacheFaite, {
      objet: `Task/${t.id}`,
      patient: t.patient,
      lecteurs: lecteursDeTache(t),
      donnees: { quoi: t.quoi, commentaire: entree.commentaire },
    });
    return { id: t.id };
  },
});

export const reporterTache = action(contrat.reporterTache, {
  droit: async ({ entree, tx }) => peutAgir(await chargerTache(tx, entree.id), tx),
  async faire({ entree, tx, maintenant }) {
    const pourLe = new Date(entree.le);
    if (pourLe.getTime() <= maintenant.getTime()) throw refus.date_passee();
    const t = { ...(await enCours(tx, entree.id)), pourLe };
    await enregistrerTache(tx, t);
    await tx.fait(TacheReportee, {
      objet: `Task/${t.id}`,
      patient: t.patient,
      lecteurs: lecteursDeTache(t),
      donnees: { quoi: t.quoi, motif: entree.motif },
    });
    return { id: t.id };
  },
});

export const prendreTache = action(contrat.prendreTache, {
  apresDeces: 'cloture',
  droit: async ({ entree, tx }) => peutAgir(await chargerTache(tx, entree.id), tx),
  async faire({ entree, acteur, tx, maintenant }) {
    const avant = await enCours(tx, entree.id);
    const pourLe =
      avant.pourLe > maintenant
        ? avant.pourLe
        : ajouterDelaiOuvre(maintenant, { joursOuvres: 1 }, CALENDRIER_PAR_DEFAUT);
    const t = { ...avant, qui: { ref: acteur.ref, nom: acteur.nom }, pourLe };
    await enregistrerTache(tx, t);
    tx.rafraichir('liaison', 'aujourdhui');
    return { id: t.id };
  },
});

/** For somebody who holds it and may no longer read it: the person opposed. The words of the promise are not repeated. */
export async function cloreSansLire(tx: Transaction, objet: string, motif: string): Promise<void> {
  const t = await chargerTache(tx, objet, porteeSysteme('liaison.opposition'));
  await enregistrerTache(tx, { ...t, faite: true });
  await tx.fait(TacheFaite, {
    objet,
    patient: t.patient,
    lecteurs: lecteursDeTache(t),
    donnees: { quoi: 'une tâche', commentaire: motif },
  });
}

/** A promise not kept goes up: first to who gave it, then along the ladder of the DAC, always to a different human. */
export const tacheDue: Sonnerie = async ({ tx, objet, maintenant }) => {
  const t = await chargerTache(tx, objet);
  if (t.faite) return tx.poserLaMain(objet);
  const ligne = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.qui_nom', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirst();
  const { porteurs } = await fileDe(tx.sql, 'dac');
  const donneur = { ...t.donneePar, telephone: '' };
  const echelle = [donneur, ...porteurs.filter((p) => p.ref !== donneur.ref)];
  const suivant = echelonSuivant(echelle, ligne?.qui ?? t.qui.ref, ligne?.rang ?? 0);
  await enregistrerTache(
    tx,
    { ...t, qui: { ref: suivant.porteur.ref, nom: suivant.porteur.nom } },
    {
      retard: true,
      rang: suivant.rang,
      dueLe: ajouterDelaiOuvre(maintenant, { joursOuvres: 1 }, CALENDRIER_PAR_DEFAUT),
    },
  );
  await tx.fait(TacheRemontee, {
    objet,
    patient: t.patient,
    lecteurs: [...lecteursDeTache(t), suivant.porteur.ref],
    donnees: { quoi: t.quoi, de: ligne?.qui_nom ?? t.qui.nom, a: suivant.porteur.nom },
  });
};
