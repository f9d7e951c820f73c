import type { Acteur } from '#acces/acteur.ts';
import { droitFhir } from '#acces/clients/droit-fhir.ts';
import { interdit, permis, reserveA, type Decision } from '#acces/decision.ts';
import type { Abonnement } from './store.ts';

/** Who looks after what leaves the territory. */
const GESTION = reserveA(['administrateur_cpts', 'responsable_dac', 'coordinateur_appui'], 'Suivre les abonnements');

/** A software or a signed-in person, on types it may read. What is told is decided again, resource by resource, when it leaves. */
export function peutSAbonner(acteur: Acteur, type: string | undefined): Decision {
  if (acteur.genre !== 'client' && acteur.genre !== 'compte')
    return interdit('Un abonnement appartient à un logiciel raccordé ou à une personne connectée.');
  if (acteur.role === 'lecteur_ars') return interdit('La lecture ARS ne donne pas d’abonnement.');
  if (type === undefined) return permis(acteur.genre);
  const lire = droitFhir(acteur, 'r', type);
  return lire.permis ? lire : droitFhir(acteur, 's', type);
}

export const estProprietaire = (acteur: Acteur, a: Pick<Abonnement, 'proprietaire'>): boolean =>
  a.proprietaire.id === acteur.id;

export const peutSuivre = (acteur: Acteur): Decision =>
  acteur.genre === 'compte' ? GESTION(acteur) : interdit('Suivre les abonnements se fait avec un compte.');

/** The owner, or who looks after the territory. */
export function peutArreter(acteur: Acteur, a: Pick<Abonnement, 'proprietaire'>): Decision {
  return estProprietaire(acteur, a) ? permis('proprietaire') : peutSuivre(acteur);
}
