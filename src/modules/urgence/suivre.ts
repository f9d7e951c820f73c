import { interdit, toutCompte } from '#acces/decision.ts';
import { ROLES } from '#acces/roles.ts';
import { identiteDe } from '#modules/dossier/index.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { estLeSien, peutControler, peutInformer, suivre } from './droits.ts';
import { PersonneInformee, UrgenceControlee, UrgenceFermee } from './faits.ts';
import { refus } from './refus.ts';
import { estOuvert, INFORMER_MS, jamaisPermis, motifsDe } from './rules.ts';
import { charger, enCours, modifier, type AccesSuivi } from './store.ts';
import { finir } from './suites.ts';
import { aPrevenir } from './prevenir.ts';
import { AVIS_DE_CONTROLE, INFORMES, MOTIFS } from './vocabulaire.ts';

/** Early close: nothing is readable any more from the next read on. */
export const fermer = action(contrat.fermer, {
  apresDeces: 'cloture',
  droit: suivre,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const acces = await charger(tx, entree.id);
    if (!estLeSien(acces, acteur) && !(await peutControler(tx))) throw refus.pas_le_votre();
    if (!estOuvert(acces, maintenant)) throw refus.deja_ferme();
    await modifier(tx, acces.id, { ferme_le: maintenant });
    await tx.fait(UrgenceFermee, { ...(await surAcces(tx, acces)), donnees: { par: acteur.nom } });
    return { id: acces.id };
  },
});

/** The person, or whoever stands for her, knows that her record was opened, by whom and why: the task ends here and nowhere else. */
export const informer = action(contrat.informer, {
  apresDeces: 'cloture',
  droit: suivre,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const acces = await charger(tx, entree.id);
    if (!(await peutInformer(tx, acces))) throw refus.pas_le_votre();
    if (acces.informee !== undefined) throw refus.deja_informee();
    await modifier(tx, acces.id, {
      informee_le: maintenant,
      informee_par: acteur.nom,
      informee_qui: entree.aQui,
      informee_comment: entree.comment,
    });
    await finir(tx, acces.id, 'informer');
    await tx.fait(PersonneInformee, {
      ...(await surAcces(tx, acces)),
      donnees: { aQui: INFORMES[entree.aQui], comment: entree.comment },
    });
    return { id: acces.id };
  },
});

export const controler = action(contrat.controler, {
  apresDeces: 'trace',
  droit: async (demande) =>
    (await peutControler(demande.tx)) ? suivre(demande) : interdit(refus.pas_le_controle().texte),
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const acces = await charger(tx, entree.id);
    if (estLeSien(acces, acteur)) throw refus.son_propre_acces();
    if (acces.controle !== undefined) throw refus.deja_controle();
    await modifier(tx, acces.id, {
      controle_le: maintenant,
      controle_par: acteur.nom,
      controle_avis: entree.avis,
      controle_texte: entree.texte,
    });
    await finir(tx, acces.id, 'controler');
    await tx.fait(UrgenceControlee, {
      ...(await surAcces(tx, acces)),
      donnees: { par: acteur.nom, avis: AVIS_DE_CONTROLE[entree.avis], texte: entree.texte },
    });
    return { id: acces.id };
  },
});

async function surAcces(tx: Transaction, acces: AccesSuivi) {
  const { lecteurs } = await aPrevenir(tx, acces.patient);
  return { objet: `Task/${acces.id}`, patient: acces.patient, lecteurs: [...lecteurs, acces.par.ref] };
}

export const detail = vue(contrat.detail, {
  droit: suivre,
  lire: async ({ entree, acteur, tx, maintenant }) => {
    const acces = await charger(tx, entree.id);
    const { informee, controle, par, patient } = acces;
    const leMien = estLeSien(acces, acteur);
    return {
      id: acces.id,
      patient,
      personne: (await identiteDe(tx, patient)).nomAffiche,
      par: par.nom,
      role: ROLES[par.role].libelle,
      motif: MOTIFS[acces.motif].libelle,
      texte: acces.texte,
      ouvertLe: acces.ouvertLe.toISOString(),
      fin: acces.fin.toISOString(),
      fermeLe: acces.fermeLe?.toISOString(),
      ouvert: estOuvert(acces, maintenant),
      leMien,
      informerAvant: new Date(acces.ouvertLe.getTime() + INFORMER_MS).toISOString(),
      informee: informee && { ...informee, le: informee.le.toISOString(), aQui: INFORMES[informee.aQui] },
      controle: controle && { ...controle, le: controle.le.toISOString(), avis: AVIS_DE_CONTROLE[controle.avis] },
      peutInformer: informee === undefined && (await peutInformer(tx, acces)),
      peutControler: controle === undefined && !leMien && (await peutControler(tx)),
    };
  },
});

export const bandeau = vue(contrat.bandeau, {
  droit: ({ acteur }) => toutCompte(acteur),
  lire: async ({ entree, tx }) => {
    const acces = await enCours(tx, entree.patient);
    return acces === undefined
      ? {}
      : { acces: { id: acces.id, motif: MOTIFS[acces.motif].libelle, fin: acces.fin.toISOString() } };
  },
});

export const preparer = vue(contrat.preparer, {
  droit: ({ acteur }) => toutCompte(acteur),
  lire: async ({ acteur }) => ({
    motifs: motifsDe(acteur.role).map((valeur) => ({ valeur, libelle: MOTIFS[valeur].libelle })),
    fermePourquoi: jamaisPermis(acteur),
  }),
});
