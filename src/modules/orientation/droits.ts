import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, reserveA, type Decision } from '#acces/decision.ts';
import { COORDINATION } from '#acces/roles.ts';
import { destinatairesDe, objetDe, type Orientation } from './orientation.ts';

/**
 * Who may do what on an orientation (metier.md annexe A). The recipient needs no account: the link of the message is enough.
 * With an account, whoever belongs to the service, or to the organisation that provides it, answers for it.
 */
export const peutOrienter = reserveA(
  [...COORDINATION, 'assistant_social', 'medecin', 'infirmier'],
  'Proposer une orientation',
);

const parLien = (acteur: Acteur, o: Pick<Orientation, 'id'>): boolean =>
  acteur.genre === 'lien' && acteur.lien?.usage === 'orientation.repondre' && acteur.lien.objet === objetDe(o);

export const estDestinataire = (acteur: Acteur, o: Orientation): boolean =>
  destinatairesDe(o).some((ref) => acteur.refs.includes(ref));

export function peutRepondre(acteur: Acteur, o: Orientation): Decision {
  if (parLien(acteur, o)) return permis('lien:orientation.repondre');
  if (estDestinataire(acteur, o)) return permis('destinataire');
  if (acteur.ref === o.expediteur.ref || acteur.structure.ref === o.structureExpeditrice)
    return permis('expediteur:par-telephone');
  return interdit(`Seul ${o.destinataire.nom} peut répondre, ou l’équipe qui a envoyé l’orientation après un appel.`);
}

export function peutConduire(acteur: Acteur, o: Orientation): Decision {
  if (acteur.ref === o.expediteur.ref || acteur.structure.ref === o.structureExpeditrice) return permis('expediteur');
  return interdit(`${o.expediteur.nom} conduit cette orientation : écrivez-lui pour la modifier.`);
}
