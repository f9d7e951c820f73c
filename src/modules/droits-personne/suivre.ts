import { echelonSuivant } from '#modules/territoire/index.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import { celluleDesDroits } from './droits.ts';
import { DemandeRemontee } from './faits.ts';
import { charger, objetDe, type Exercice } from './store.ts';
import { GENRES } from './vocabulaire.ts';

export const CAUSE = 'exercice.repondre';
const JOUR_MS = 86_400_000;

/** Gives the request to somebody, with the next bell; `rang` 0: in time. */
export async function tenir(
  tx: Transaction,
  exercice: Pick<Exercice, 'id' | 'patient' | 'genre'>,
  a: Porteur,
  suite: { readonly rang: number; readonly dueLe: Date; readonly prochaine: string },
): Promise<void> {
  await tx.passerLaMain({
    objet: objetDe(exercice.id),
    genre: 'exercice',
    etat: suite.rang === 0 ? 'attend' : 'retard',
    titre: `Droits de la personne : ${GENRES[exercice.genre].toLowerCase()}`,
    patient: exercice.patient,
    a,
    prochaine: suite.prochaine,
    dueLe: suite.dueLe,
    cause: CAUSE,
    rang: suite.rang,
    lecteurs: [a.ref],
  });
}

/** First of the cell who is not excluded: the second decision of an erasure never comes back to the first person. */
export async function premierDeLaCellule(tx: Transaction, sauf?: string): Promise<Porteur> {
  const cellule = await celluleDesDroits(tx);
  const choisi = cellule.find(({ ref }) => ref !== sauf) ?? cellule[0];
  if (choisi === undefined)
    throw new Error('les droits de la personne n’ont pas de responsable : réglez la file du DAC');
  return { ref: choisi.ref, nom: choisi.nom };
}

/** The alarm, two days before the term: the next of the ladder holds it, then is reminded every day until it is answered. */
export const sonnerie: Sonnerie = async ({ tx, objet, maintenant }) => {
  const exercice = await charger(tx, objet.replace('exercice/', ''));
  if (exercice.etat !== 'ouverte' && exercice.etat !== 'a_confirmer') {
    await tx.poserLaMain(objet);
    return;
  }
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.qui_nom', 'main_ouverte.rang', 'main_ouverte.prochaine'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirstOrThrow();
  const { porteur, rang } = echelonSuivant(await celluleDesDroits(tx), main.qui ?? '', main.rang);
  const demain = new Date(maintenant.getTime() + JOUR_MS);
  await tenir(tx, exercice, porteur, {
    rang: Math.max(rang, 1),
    dueLe: exercice.au_plus_tard > demain ? exercice.au_plus_tard : demain,
    prochaine: main.prochaine ?? 'répondre',
  });
  await tx.fait(DemandeRemontee, {
    objet,
    patient: exercice.patient,
    lecteurs: [porteur.ref],
    donnees: { de: main.qui_nom ?? 'personne', a: porteur.nom },
  });
};
