import { echelonSuivant, lireReglage, type PorteurJoignable } from '#modules/territoire/index.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { objetDe, verrouiller, type Abonnement } from './store.ts';
import { tables } from './tables.ts';

export const CAUSE_PANNE = 'abonnement.panne';
/** Time to call the publisher of the software, or to turn the subscription off. [P] */
const DELAI = { joursOuvres: 1 };

const prochaineEcheance = (tx: Transaction): Date => ajouterDelaiOuvre(tx.maintenant, DELAI, CALENDRIER_PAR_DEFAUT);

/**
 * Gives a subscription out of order to the first person who answers for the territory, with a deadline. A territory that named nobody
 * yet keeps the failure visible in its list of subscriptions.
 */
export async function donnerLaPanne(tx: Transaction, a: Abonnement, motif: string): Promise<void> {
  const [premier] = await echelle(tx);
  if (premier === undefined) return;
  await passer(tx, a, premier, 1, motif);
}

/** Nothing was done in time: another person of the ladder takes it, the last one is reminded. */
export const panneOubliee: Sonnerie = async ({ tx, objet }) => {
  const a = await verrouiller(tables(tx.sql), objet.replace('Subscription/', ''));
  if (a?.etat !== 'panne') return tx.poserLaMain(objet);
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirst();
  const suivant = echelonSuivant(await echelle(tx), main?.qui ?? '', main?.rang ?? 0);
  await passer(tx, a, suivant.porteur, suivant.rang, a.erreur ?? '');
};

async function echelle(tx: Transaction): Promise<readonly PorteurJoignable[]> {
  const files = await lireReglage(tx.sql, 'files');
  return (files?.['dac'] ?? Object.values(files ?? {})[0])?.porteurs ?? [];
}

function passer(tx: Transaction, a: Abonnement, qui: PorteurJoignable, rang: number, motif: string): Promise<void> {
  return tx.passerLaMain({
    objet: objetDe(a.id),
    genre: 'abonnement',
    etat: 'retard',
    titre: `Abonnement de ${a.proprietaire.nom} en panne : ${motif}`,
    a: { ref: qui.ref, nom: qui.nom },
    prochaine: 'joindre l’éditeur du logiciel, puis relancer ou éteindre l’abonnement',
    dueLe: prochaineEcheance(tx),
    cause: CAUSE_PANNE,
    rang,
    lecteurs: [],
  });
}
