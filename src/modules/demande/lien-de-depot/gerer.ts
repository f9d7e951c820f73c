import { toutCompte } from '#acces/decision.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { action, vue } from '#socle/action.ts';
import * as contrat from '../contract-depot.ts';
import { peutGererLesLiens } from '../droits.ts';
import { DepotFerme, DepotOuvert } from '../faits.ts';
import { lienDonne } from '../lettres.ts';
import { interlocuteur } from '../prevenir.ts';
import { refus } from '../refus.ts';
import { correspondantDe, creerLienDeDepot } from './lien.ts';
import { fermerLesLiens, liensOuverts } from './store.ts';

/** From the card of a professional: the link leaves by secure mail, and is never shown to whoever sends it. */
export const ouvrirDepot = action(contrat.ouvrirDepot, {
  droit: ({ acteur }) => peutGererLesLiens(acteur),
  async faire({ entree, acteur, tx }) {
    const contact = await contactDe(tx, entree.ref);
    const demandeur = { nom: contact?.nom ?? '', adresse: contact?.mssante, ref: contact?.ref };
    const correspondant = correspondantDe({ demandeur, canal: 'formulaire' });
    const { boite, structure } = await fileDe(tx.sql, 'dac');
    if (correspondant === undefined || boite === undefined) throw refus.lien_sans_adresse();
    const lien = await creerLienDeDepot(tx, correspondant);
    const lettre = lienDonne(await interlocuteur(tx), lien.adresse, lien.expireLe);
    await ecrireMessage(tx, {
      boite,
      a: correspondant,
      genre: 'message',
      sujet: lettre.sujet,
      texte: lettre.texte,
      // Never ORG, which everybody reads: the link is a key.
      lecteurs: [acteur.ref, structure],
      famille: 'ADM',
    });
    await tx.fait(DepotOuvert, {
      objet: entree.ref,
      lecteurs: [structure],
      donnees: { nom: correspondant.nom, jusquAu: lien.expireLe.toISOString() },
    });
    return { adresse: correspondant.adresse, expireLe: lien.expireLe.toISOString() };
  },
});

export const fermerDepot = action(contrat.fermerDepot, {
  droit: ({ acteur }) => peutGererLesLiens(acteur),
  async faire({ entree, tx }) {
    const fermes = await fermerLesLiens(tx, entree.adresse);
    const { structure } = await fileDe(tx.sql, 'dac');
    await tx.fait(DepotFerme, {
      objet: structure,
      lecteurs: [structure],
      donnees: { adresse: entree.adresse, fermes },
    });
    return { fermes };
  },
});

export const depot = vue(contrat.depot, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, acteur, tx }) {
    if (!peutGererLesLiens(acteur).permis) return { permis: false, ouverts: 0 };
    const { ouverts, jusquAu } = await liensOuverts(tx, entree.adresse);
    return { permis: true, ouverts, jusquAu: jusquAu?.toISOString() };
  },
});
