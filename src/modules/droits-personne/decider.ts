import { exigerElevation } from '#acces/elevation.ts';
import { toutCompte } from '#acces/decision.ts';
import { noterInformation } from '#modules/cercle/index.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { repondre, surUneDemande } from './droits.ts';
import { DemandeDecidee } from './faits.ts';
import { exigerSansGel } from './geler.ts';
import { lettreDeRefus } from './lettre.ts';
import { estAuteur, rectifier } from './rectifier.ts';
import { refus } from './refus.ts';
import { charger, modifier, objetDe, type Exercice } from './store.ts';
import { premierDeLaCellule, tenir } from './suivre.ts';
import { GENRES } from './vocabulaire.ts';
import { identiteDe } from '#modules/dossier/index.ts';

/** Who decides: the cell; and of a correction, whoever wrote the element too. */
export async function peutDecider(demande: Parameters<typeof surUneDemande>[0]) {
  const decision = toutCompte(demande.acteur);
  if (!decision.permis) return decision;
  const exercice = await charger(demande.tx, demande.entree.id);
  if (exercice.genre === 'rectification' && (await estAuteur(demande.tx, exercice))) return decision;
  return repondre(demande);
}

/** One decision, with its words. An erasure is only proposed here: it waits for a second person. */
export const decider = action(contrat.decider, {
  apresDeces: 'droits',
  droit: peutDecider,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const exercice = await charger(tx, entree.id);
    if (exercice.etat !== 'ouverte') throw refus.deja_repondue();
    const decidee = {
      decidee_par: acteur.id,
      decidee_par_nom: acteur.nom,
      decidee_le: maintenant,
      decision: entree.texte,
    };
    if (!entree.accord) return clore(tx, exercice, { ...decidee, etat: 'refusee' });
    if (exercice.genre === 'acces') throw refus.remettre_plutot();
    if (exercice.genre === 'effacement') {
      exigerElevation(acteur, maintenant);
      await exigerSansGel(tx, exercice.patient);
      await modifier(tx, exercice.id, { ...decidee, etat: 'a_confirmer' });
      await tenir(tx, exercice, await premierDeLaCellule(tx, acteur.ref), {
        rang: 0,
        dueLe: exercice.au_plus_tard > maintenant ? exercice.au_plus_tard : new Date(maintenant.getTime() + JOUR_MS),
        prochaine: 'décider à deux de l’effacement',
      });
      return { id: exercice.id };
    }
    if (exercice.genre === 'limitation') {
      // The cell answers for a person whose record it does not read.
      tx.admettre(exercice.patient);
      await noterInformation(tx, exercice.patient, {
        etat: 'opposee',
        mode: 'ecrit',
        par: acteur.nom,
        revoirLe: undefined,
        motif: 'Demande d’arrêt du partage',
      });
      return clore(tx, exercice, { ...decidee, etat: 'acceptee' });
    }
    const destinataires = await rectifier(tx, exercice, entree.correction);
    return clore(tx, exercice, { ...decidee, etat: 'acceptee', destinataires: JSON.stringify(destinataires) });
  },
});

const JOUR_MS = 86_400_000;

/** Somebody else looks at it: what is agreed by two is announced that same night, and leaves a month later like everything that leaves. */
export const confirmer = action(contrat.confirmer, {
  apresDeces: 'droits',
  droit: repondre,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const exercice = await charger(tx, entree.id);
    if (exercice.etat !== 'a_confirmer') throw refus.deja_repondue();
    if (exercice.decidee_par === acteur.id) throw refus.seconde_personne();
    const confirmee = { confirmee_par: acteur.id, confirmee_par_nom: acteur.nom, confirmee_le: maintenant };
    if (!entree.accord) return clore(tx, exercice, { ...confirmee, etat: 'refusee', decision: entree.texte });
    await exigerSansGel(tx, exercice.patient);
    return clore(tx, exercice, { ...confirmee, etat: 'acceptee' });
  },
});

async function clore(
  tx: Transaction,
  exercice: Exercice,
  changements: Parameters<typeof modifier>[2] & { readonly etat: 'acceptee' | 'refusee' },
): Promise<{ id: string }> {
  await modifier(tx, exercice.id, changements);
  await tx.poserLaMain(objetDe(exercice.id));
  await tx.fait(DemandeDecidee, {
    objet: objetDe(exercice.id),
    patient: exercice.patient,
    lecteurs: [tx.acteur.ref],
    donnees: { quoi: GENRES[exercice.genre], accord: changements.etat === 'acceptee', par: tx.acteur.nom },
  });
  return { id: exercice.id };
}

export const lettre = vue(contrat.lettre, {
  genre: 'export',
  droit: surUneDemande,
  lire: async ({ entree, tx }) => {
    const exercice = await charger(tx, entree.id);
    if (exercice.etat !== 'refusee' || exercice.decidee_le === null) throw refus.pas_refusee();
    const { nomAffiche } = await identiteDe(tx, exercice.patient);
    return {
      html: lettreDeRefus({
        genre: exercice.genre,
        demandeur: exercice.demandeur,
        personne: nomAffiche,
        recueLe: exercice.recue_le,
        decideeLe: exercice.confirmee_le ?? exercice.decidee_le,
        motif: exercice.decision ?? '',
        signataire: exercice.confirmee_par_nom ?? exercice.decidee_par_nom ?? '',
        structure: tx.acteur.structure.nom,
      }),
    };
  },
});
