import { CHEMIN_ABONNEMENTS } from '#modules/abonnement/web/chemins.ts';
import { cheminRappel } from '#modules/cercle/web/chemins.ts';
import { cheminDemande } from '#modules/demande/web/chemins.ts';
import { cheminPersonne } from '#modules/dossier/web/chemins.ts';
import { CHEMIN_DROITS_PERSONNE, cheminExercice } from '#modules/droits-personne/web/chemins.ts';
import { CHEMIN_IDENTITES } from '#modules/identitovigilance/web/chemins.ts';
import { cheminAppel, cheminTache } from '#modules/liaison/web/chemins.ts';
import { cheminDeLObjet as cheminDuMessage } from '#modules/messagerie/web/chemins.ts';
import { CHEMIN_DELEGATIONS, CHEMIN_MEMBRES } from '#modules/territoire/web/chemins.ts';
import { cheminAcces } from '#modules/urgence/web/chemins.ts';
import { cheminOrientation } from '#modules/orientation/web/chemins.ts';
import { CHEMIN_CONTROLE } from '#modules/trace/web/chemins.ts';

/** What a room may open in another one; the rooms themselves own the addresses. */
export { cheminPersonne } from '#modules/dossier/web/chemins.ts';
export { cheminQualifier } from '#modules/identitovigilance/web/chemins.ts';
export { cheminEcrire, cheminFil } from '#modules/messagerie/web/chemins.ts';
export { cheminOrientation } from '#modules/orientation/web/chemins.ts';
export { CHEMIN_QUI_VOIT_QUOI, cheminSimuler } from '#modules/droits/web/chemins.ts';
export { CHEMIN_ABONNEMENTS } from '#modules/abonnement/web/chemins.ts';
export { CHEMIN_CLES, CHEMIN_DELEGATIONS, CHEMIN_SESSIONS } from '#modules/territoire/web/chemins.ts';
export { cheminDroitsDe } from '#modules/droits-personne/web/chemins.ts';
export { cheminJournal } from '#modules/trace/web/chemins.ts';
export { cheminNouvelAppel } from '#modules/liaison/web/chemins.ts';

/** Form of the room of liaison: what was said on the phone, in 20 s. */
export const CHEMIN_NOTER_APPEL = '/appels/nouveau';

/** Page of each kind of open thing, from the id of its reference. A room adds its line. */
const PAGES: Readonly<Record<string, (id: string) => string>> = {
  demande: cheminDemande,
  orientation: cheminOrientation,
  tache: cheminTache,
  appel: cheminAppel,
  message: (id) => cheminDuMessage('message', id),
  message_illisible: (id) => cheminDuMessage('message_illisible', id),
  urgence: cheminAcces,
  rappel: cheminRappel,
  abonnement: () => CHEMIN_ABONNEMENTS,
  anomalie: () => CHEMIN_CONTROLE,
  delegation: () => CHEMIN_DELEGATIONS,
  revue: () => CHEMIN_MEMBRES,
  exercice: cheminExercice,
  depart: () => CHEMIN_DROITS_PERSONNE,
  doublon: () => CHEMIN_IDENTITES,
  identite: () => CHEMIN_IDENTITES,
  verification: (id) => `/annuaire/verifications/${encodeURIComponent(id)}`,
};

/** Address of the page of `Task/x`, or of the person, of whoever; undefined when nothing shows it yet. */
export function cheminDeLObjet(objet: string, genre: string | undefined): string | undefined {
  const [type = '', id = ''] = objet.split('/', 2);
  if (genre !== undefined && PAGES[genre] !== undefined) return PAGES[genre](id);
  return type === 'Patient' ? cheminPersonne(id) : undefined;
}
