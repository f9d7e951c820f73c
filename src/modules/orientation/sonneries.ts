import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { echelonSuivant, fileDe } from '#modules/territoire/index.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { envoyerRappel } from './conduire.ts';
import { OrientationRelancee } from './faits.ts';
import { lecteursDe, objetDe, type Orientation } from './orientation.ts';
import { DELAIS_ORIENTATION } from './parametres.ts';
import { reperes } from './repondre.ts';
import { estTermine } from './statut.ts';
import { charger, enregistrer } from './store.ts';

/**
 * Silence of the service: first bell, a reminder leaves and the sender is told to call next time; from the second bell on, a
 * different human is called, then the ladder of the DAC (metier.md §5: reminder, then a task to the referent).
 */
const sansReponse: Sonnerie = async ({ tx, objet, maintenant }) => {
  const o = await charger(tx, objet);
  if (o.statut !== 'envoyee' && o.statut !== 'sans_reponse') return suiteAttendue(tx, o, maintenant);
  if (o.statut === 'envoyee') {
    await envoyerRappel(tx, o, 0, undefined);
    return;
  }
  await remonter(tx, o, maintenant);
};

/** Accepted and not started, refused and nothing proposed since: the sender first, then somebody else. */
const suite: Sonnerie = async ({ tx, objet, maintenant }) => suiteAttendue(tx, await charger(tx, objet), maintenant);

async function suiteAttendue(tx: Transaction, o: Orientation, maintenant: Date): Promise<void> {
  if (estTermine(o.statut) && (o.statut !== 'refusee' || o.suiteDonnee)) return tx.poserLaMain(objetDe(o));
  await remonter(tx, o, maintenant);
}

async function remonter(tx: Transaction, o: Orientation, maintenant: Date): Promise<void> {
  const ligne = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objetDe(o))
    .executeTakeFirst();
  const file = await fileDe(tx.sql, 'dac');
  const referent = { ...o.expediteur, telephone: '' };
  const echelle = [referent, ...file.porteurs.filter((p) => p.ref !== referent.ref)];
  // The sender is the first rung and has had its turn to call while it held it: what was not done goes to somebody else.
  const suivant = echelonSuivant(echelle, ligne?.qui ?? '', ligne?.rang ?? 0);
  const delai = DELAIS_ORIENTATION.apresRelance[o.urgente ? 'urgente' : 'normale'];
  await enregistrer(tx, o, {
    a: { ref: suivant.porteur.ref, nom: suivant.porteur.nom },
    retard: true,
    rang: suivant.rang,
    dueLe: ajouterDelaiOuvre(maintenant, delai, CALENDRIER_PAR_DEFAUT),
  });
  await tx.fait(OrientationRelancee, {
    objet: objetDe(o),
    patient: o.patient,
    lecteurs: [...lecteursDe(o), suivant.porteur.ref],
    donnees: { ...reperes(o), rang: suivant.rang, a: suivant.porteur.nom },
  });
}

export const sonneries = {
  'orientation.sans_reponse': sansReponse,
  'orientation.suite': suite,
} as const satisfies Readonly<Record<string, Sonnerie>>;
