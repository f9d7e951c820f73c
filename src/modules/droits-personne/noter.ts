import type { z } from 'zod';
import { porteeSysteme } from '#acces/portee.ts';
import { direRepresentant, exigerMandat } from '#modules/cercle/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { surLaPersonne } from './droits.ts';
import { plusVieilleRecevable } from './export/preparer.ts';
import { DemandeNotee } from './faits.ts';
import { verifierElement } from './rectifier.ts';
import { refus } from './refus.ts';
import { estAncien, irrecevable, minuteriesDe } from './rules.ts';
import { objetDe } from './store.ts';
import { premierDeLaCellule, tenir } from './suivre.ts';
import { tables } from './tables.ts';
import { GENRES, QUALITES } from './vocabulaire.ts';

/** Next thing to do, by right. */
const PROCHAINE = {
  acces: 'préparer le dossier, le relire et le remettre',
  rectification: 'corriger, ou refuser en disant pourquoi',
  effacement: 'refuser en disant pourquoi, ou accepter à deux',
  limitation: 'arrêter le partage, ou refuser en disant pourquoi',
} as const;

/** The clock starts at the reception, whoever wrote it down: from now on somebody named holds it until it is answered. */
export const noter = action(contrat.noter, {
  apresDeces: 'droits',
  droit: surLaPersonne,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, genre, qualite, preuve, motif, portee } = entree;
    const recueLe = entree.recueLe === undefined ? maintenant : new Date(entree.recueLe);
    if (recueLe > maintenant) throw refus.futur();
    const pourquoi = irrecevable({ qualite, preuve, motif, genre, decedee: await estDecedee(tx, patient) });
    if (pourquoi !== undefined) throw refus[pourquoi]();
    if (genre === 'rectification' && (entree.objet ?? '') === '') throw refus.quel_element();
    if (genre !== 'acces' && (entree.demande ?? '') === '') throw refus.dites_quoi();
    if (genre === 'rectification') await verifierElement(tx, patient, entree.objet ?? '');
    const representant = await representantDe(tx, entree);
    const minuteries = minuteriesDe(
      genre,
      recueLe,
      estAncien(portee, await plusVieilleRecevable(tx, patient, qualite), recueLe),
    );
    const id = tx.nouvelId();
    await tables(tx)
      .insertInto('exercice_droit')
      .values({
        ...VIERGE,
        id,
        patient,
        genre,
        recue_le: recueLe,
        pas_avant: minuteries.pasAvant ?? null,
        au_plus_tard: minuteries.auPlusTard,
        portee,
        qualite,
        demandeur: representant?.demandeur ?? entree.demandeur ?? '',
        representant: representant?.id ?? null,
        preuve,
        motif: motif ?? null,
        objet: entree.objet ?? null,
        demande: entree.demande ?? null,
        note_par: acteur.id,
        note_par_nom: acteur.nom,
        note_le: maintenant,
      })
      .execute();
    const porteur = await premierDeLaCellule(tx);
    await tenir(tx, { id, patient, genre }, porteur, {
      rang: 0,
      // Written down late: the bell rings at once rather than in the past.
      dueLe: minuteries.alarme > maintenant ? minuteries.alarme : new Date(maintenant.getTime() + 1),
      prochaine: PROCHAINE[genre],
    });
    await tx.fait(DemandeNotee, {
      objet: objetDe(id),
      patient,
      lecteurs: [acteur.ref, porteur.ref],
      donnees: { quoi: GENRES[genre], qui: QUALITES[qualite], auPlusTard: minuteries.auPlusTard.toISOString() },
    });
    return { id };
  },
});

/** Whoever asks in her place is one of the representatives noted for her, and their mandate covers her person today. */
async function representantDe(
  tx: Transaction,
  { patient, qualite, representant, demandeur }: z.output<typeof contrat.noter.entree>,
): Promise<{ readonly id: string; readonly demandeur: string } | undefined> {
  if (qualite !== 'representant') {
    if ((demandeur ?? '') === '') throw refus.qui_demande(undefined, { demandeur: 'Écrivez le nom de qui demande.' });
    return undefined;
  }
  if ((representant ?? '') === '') throw refus.quel_representant();
  const trouve = await exigerMandat(tx, patient, representant ?? '', 'recevoir');
  return { id: trouve.id, demandeur: direRepresentant(trouve) };
}

const VIERGE = {
  etat: 'ouverte',
  decidee_par: null,
  decidee_par_nom: null,
  decidee_le: null,
  decision: null,
  confirmee_par: null,
  confirmee_par_nom: null,
  confirmee_le: null,
  remise_le: null,
  remise_comment: null,
  destinataires: null,
} as const;

/** Is the death written in the identity? Read inside the action, whose right is already decided. */
export async function estDecedee(tx: Transaction, patient: string): Promise<boolean> {
  const { ressource } = await tx.lire('Patient', patient, porteeSysteme('droits-personne.deces'));
  return ressource.deceasedDateTime !== undefined || ressource.deceasedBoolean === true;
}
